import first from "./first.zh.ts";
import rest from "./rest.zh.ts";

/** Every text of riders' pages in Chinese; the server has them all. The keys are the contract that both languages keep. */
export default { ...first, ...rest };
