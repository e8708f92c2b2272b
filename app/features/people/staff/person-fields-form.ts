import { wordsOf } from "#app/platform/typed/fields-form.ts";
import { STAFF_LIMITS } from "./staff.ts";

export const personName = wordsOf(STAFF_LIMITS.name);
