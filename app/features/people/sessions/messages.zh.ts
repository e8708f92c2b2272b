export default {
  "sessions.title": "登录的设备",
  "sessions.unknown": "没有名字的设备",
  "sessions.here": "就是这台",
  "sessions.seen": "{ago}前用过",
  "sessions.end": "退出它",
  "sessions.ended": "那台设备已退出。",
  "sessions.endOthers": "除了这台，全部退出",
  "sessions.othersEnded": "其他设备都已退出。",
} as const;
