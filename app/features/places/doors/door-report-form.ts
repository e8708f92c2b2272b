import { z } from "zod";
import { DOOR_WORDS } from "./door-report.ts";
import { wordsOf } from "#app/platform/typed/fields-form.ts";

/** "Is the door open?" on the point's page. */
export const doorReportForm = z.object({ door: z.enum(DOOR_WORDS) });

/** The manager's answer to a task. */
export const doorTaskForm = z.object({ task: z.uuid(), answer: wordsOf(120) });

/** Saving a point, or letting it go. */
export const starForm = z.object({ star: z.enum(["0", "1"]) });
