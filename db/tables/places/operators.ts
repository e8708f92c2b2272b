import type { Generated } from "kysely";

/** Who runs points; `enforces` is 1 for a body that also fines. */
export interface OperatorsTable {
  id: string;
  name: string;
  name_en: string;
  enforces: Generated<0 | 1>;
}
