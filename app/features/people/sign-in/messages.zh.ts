export default {
  "qualification.nurse": "护士",
  "qualification.government-lawyer": "公职律师",
  "qualification.officer": "执法人员",
  "qualification.trade-person": "从业人员",
  "qualification.counsellor": "心理咨询",
} as const;
