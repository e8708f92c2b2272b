/** Headers of every answer: it is what it says, it is no page, and it stands in nobody's frame. */
export const SAFE_HEADERS = {
  "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;
