import type zh from "./messages.zh.ts";

export default {
  "carry.title": "Bring your bookings here",
  "carry.brings": "The {n} bookings move into this browser; where they came from shows them no more.",
  "carry.why": "Only your own phone needs this. Used once, or after 15 minutes, the link opens nothing.",
  "carry.openOutside": "First open this page in your browser (menu at the top right), then press the button.",
  "carry.act": "Bring them here",
  "carry.over": "This link was used, or its time is over. Make another where you came from.",
  "carry.verifyInstead": "A phone was verified there: verify the same phone here and the bookings come along.",
  "carry.offer": "Take to a browser or home screen",
  "carry.between": "Open it in another browser, or in Nuanyi on your home screen, and your bookings move there.",
  "carry.inTitle": "No push in here",
  "carry.in.wechat":
    "Inside WeChat there is no push and no home screen. Put it in your calendar or verify a phone for SMS; for push and offline, take it to a browser.",
  "carry.in.alipay":
    "Inside Alipay there is no push and no home screen. Put it in your calendar or verify a phone for SMS; for push and offline, take it to a browser.",
  "carry.in.amap":
    "Inside Amap there is no push and no home screen. Put it in your calendar or verify a phone for SMS; for push and offline, take it to a browser.",
  "carry.make": "Make a link to take along",
  "carry.how": "Scan it with your phone's browser, or copy the link and open it there.",
  "carry.qr": "Code that takes your bookings along",
  "carry.copy": "Copy link",
  "carry.copied": "Copied",
  "carry.once": "Good once and for 15 minutes. Send it to nobody.",
  "carry.otherWays": "Other ways",
  "carry.sms": "Verify a phone for SMS",
} satisfies Record<keyof typeof zh, string>;
