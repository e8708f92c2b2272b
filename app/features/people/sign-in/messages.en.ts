import type zh from "./messages.zh.ts";

export default {
  "qualification.nurse": "Nurse",
  "qualification.government-lawyer": "Government lawyer",
  "qualification.officer": "Officer",
  "qualification.trade-person": "Trade person",
  "qualification.counsellor": "Counsellor",
} satisfies Record<keyof typeof zh, string>;
