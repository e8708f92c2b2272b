import first from "./first.en.ts";
import rest from "./rest.en.ts";

/** Every text of riders' pages in English; the server has them all. The keys are the contract that both languages keep. */
export default { ...first, ...rest };
