import { z } from "zod";
import { parseInstant } from "#app/time/instant.ts";
import { VISIT_KINDS } from "./visit.ts";

/** One visit, counted with one press; `id` is the presser's own, so that a second sending counts nothing. */
export const visitBody = z.object({
  id: z.uuid(), kind: z.enum(VISIT_KINDS),
  at: z.string().transform((text, context) => parseInstant(text) ?? (context.addIssue({ code: "custom", message: "not-an-instant" }), undefined)).optional(),
}).meta({ id: "VisitRequest" });
