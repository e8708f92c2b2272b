import { z } from "zod";
import { instantField, maybe } from "#app/platform/typed/fields-form.ts";
import { VISIT_KINDS } from "./visit.ts";

/** One visit, counted with one press; `id` is the presser's own, so that a second sending counts nothing. */
export const visitBody = z
  .object({ id: z.uuid(), kind: z.enum(VISIT_KINDS), at: maybe(instantField) })
  .meta({ id: "VisitRequest" });
