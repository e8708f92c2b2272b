export default {
  "inbox.title": "消息",
  "inbox.empty": "还没有消息。预约以后，提醒会出现在这里。",
  "inbox.empty.act": "找附近的服务点",
  "inbox.ago": "{ago}前",
  "inbox.unread": "未读",
  "inbox.read": "标为已读",
  "inbox.open": "打开",
  "inbox.signedOut": "这台手机还没有预约过，所以没有消息。",
} as const;
