import type { Generated } from "kysely";

/** What a point offers. `for_kinds`, `proof`, `bring` are JSON lists; `cut_on` the date on which its slots were last cut. */
export interface ServicesTable {
  point_id: string;
  id: string;
  name: string;
  name_en: Generated<string>;
  minutes: number;
  access: "walk-in" | "booking" | "both";
  book: "ours" | "shared" | "theirs";
  link: string | null;
  for_kinds: string;
  fee: "free" | "registration-free" | "paid";
  fee_note: Generated<string>;
  fee_note_en: Generated<string>;
  proof: string;
  bring: string;
  bring_en: string;
  phone_needed: Generated<0 | 1>;
  remote_numbers: Generated<0 | 1>;
  quota: number | null;
  notice_minutes: Generated<number>;
  horizon_days: Generated<number>;
  cancel_minutes: Generated<number>;
  cut_on: string | null;
  position: Generated<number>;
  example: Generated<0 | 1>;
  grace_minutes: Generated<number>;
}
