import { z } from "zod";

/** A table of points that was pasted; without `sure` it is a dry run. */
export const importForm = z.object({
  text: z.string().min(1).max(400_000),
  datum: z.enum(["wgs84", "gcj02", "bd09"]),
  sure: z.literal("1").optional(),
});
