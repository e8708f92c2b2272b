import { z } from "zod";
import { RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { ownPathField } from "#app/platform/typed/fields-form.ts";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** How somebody wants to be shown things; what is not sent stays as it is. `back` is a path on this site. */
export const preferencesForm = z
  .object({
    language: z.enum(["zh", "en"]).optional(),
    elder: flag.optional(),
    contrast: flag.optional(),
    theme: z.enum(["auto", "day", "night"]).optional(),
    rider_kind: z.enum(RIDER_KINDS).optional(),
    back: ownPathField.optional(),
  })
  .transform(({ rider_kind, ...rest }) => ({ ...rest, ...(rider_kind && { riderKind: rider_kind }) }));
