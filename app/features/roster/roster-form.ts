import { z } from "zod";
import { lineOf } from "#app/features/network/point-form.ts";
import { isQualification, type Qualification } from "#app/features/people/staff.ts";
import { parseCivilDate, parseCivilTime, type CivilTime, type Weekday } from "#app/time/civil.ts";

/** What is posted from a point's roster. */
export const rosterForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("take"), shift: z.uuid(), kind: z.enum(["claim", "stand-by"]) }),
  z.object({ act: z.literal("release"), claim: z.uuid() }),
  z.object({ act: z.literal("swap"), claim: z.uuid(), to: z.uuid() }),
  z.object({ act: z.literal("add-window"), name: lineOf(30).refine((text) => text !== "", "missing"), keepsDoor: z.literal("1").optional() }),
  z.object({ act: z.literal("end-window"), id: z.uuid() }),
  z.object({ act: z.literal("add-need") }),
  z.object({ act: z.literal("end-need"), id: z.uuid() }),
]);

const time = z.string().transform((text, context): CivilTime => parseCivilTime(text) ?? (context.addIssue({ code: "custom", message: "not-a-time" }), "00:00" as CivilTime));

/** What a window wants every week. */
export const needForm = z.object({
  windowId: z.uuid(), days: z.array(z.enum(["1", "2", "3", "4", "5", "6", "7"])).min(1).transform((days) => [...new Set(days)].sort().map((day) => Number(day) as Weekday)),
  from: time, to: time, people: z.string().regex(/^\d{1,2}$/).transform(Number).pipe(z.number().min(1).max(20)),
  qualification: z.string().max(40).transform((text, context): Qualification => (isQualification(text) ? text : (context.addIssue({ code: "custom", message: "unknown" }), ""))),
  fromDate: z.string().optional().transform((text) => (text ? parseCivilDate(text) : undefined)),
}).refine(({ from, to }) => from < to, { path: ["to"], message: "not-a-span" });

/** What is posted from one's own shifts. */
export const dutyForm = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["confirm", "release"]), claim: z.uuid() }),
  z.object({ act: z.literal("answer"), swap: z.uuid(), accepts: z.enum(["0", "1"]) }),
  z.object({ act: z.literal("read"), message: z.uuid() }),
]);
