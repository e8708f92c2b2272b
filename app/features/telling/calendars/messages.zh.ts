export default {
  "calendar.feed": "暖驿 值班",
  "calendar.summary": "{service}",
  "calendar.description": "凭证号 {code}。到了给工作人员看。",
  "calendar.shift": "暖驿值班：{window}",
  "calendar.shiftBody": "到了在平板上签到。来不了请提前放出或换班。",
} as const;
