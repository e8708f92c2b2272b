import { z } from "zod";
import { personName } from "./person-fields-form.ts";
import { isQualification, type Qualification } from "./staff.ts";

/** What somebody is by training; empty for none. */
export const qualificationField = z
  .string()
  .max(40)
  .transform((text, context): Qualification =>
    isQualification(text) ? text : (context.addIssue({ code: "custom", message: "unknown" }), ""),
  );

/** What is posted from the page of a point's people. */
export const peopleForm = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("invite"),
    role: z.enum(["volunteer", "professional", "manager"]),
    qualification: qualificationField,
  }),
  z.object({ act: z.literal("remove"), roleId: z.uuid() }),
  z.object({ act: z.literal("tablet"), name: personName }),
  z.object({ act: z.literal("tablet-remove"), tablet: z.uuid() }),
  z.object({ act: z.literal("key"), name: personName }),
  z.object({ act: z.literal("key-remove"), key: z.uuid() }),
]);

/** What is posted from the page of a city's people. */
export const cityPeopleForm = z.discriminatedUnion("act", [
  z.object({ act: z.literal("invite"), role: z.literal("operator") }),
  z.object({ act: z.literal("invite-manager"), point: z.uuid() }),
  z.object({ act: z.literal("remove"), roleId: z.uuid() }),
]);
