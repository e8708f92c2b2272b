import { z } from "zod";
import { DOOR_WORDS } from "./door-report.ts";

/** "Is the door open?" on the point's page. */
export const doorReportForm = z.object({ door: z.enum(DOOR_WORDS) });
