import { z } from "zod";
import { parseCivilDate, type CivilDate } from "#app/time/civil.ts";

const date = z.string().transform((text, context): CivilDate => parseCivilDate(text) ?? (context.addIssue({ code: "custom", message: "not-a-date" }), "2026-01-01" as CivilDate));
const service = z.uuid();
const slot = z.uuid();

/** What is posted from the page of a day's slots. */
export const slotForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("close"), date, service, slot }),
  z.object({ act: z.literal("close-day"), date, service }),
  z.object({ act: z.literal("open"), date, service, slot }),
  z.object({ act: z.literal("resize"), date, service, slot, capacity: z.string().regex(/^\d{1,3}$/).transform(Number).pipe(z.number().max(500)) }),
  z.object({ act: z.literal("day"), date, service, quota: z.string().trim().regex(/^\d{0,4}$/).transform((text) => (text === "" ? null : Number(text))) }),
  z.object({ act: z.literal("undo"), closure: z.uuid() }),
]);
