/** Apps that open what they scan in a window of their own: it shares no cookie with the browser, gets no push, and is on no home screen. */
export const IN_APPS = ["wechat", "alipay", "amap"] as const;
export type InApp = (typeof IN_APPS)[number];

const SIGNS: Record<InApp, RegExp> = {
  wechat: /MicroMessenger\//i,
  alipay: /AlipayClient\//i,
  amap: /\b(amap|AutoNavi|AMapAuto)\b/i,
};

/** The app that a `User-Agent` names; undefined for a browser. */
export function inAppOf(userAgent: string | undefined): InApp | undefined {
  return IN_APPS.find((name) => SIGNS[name].test(userAgent ?? ""));
}
