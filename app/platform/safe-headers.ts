const YEAR = 31_536_000;

/** Headers of every answer: it is what it says, it is no page, it stands in nobody's frame, and where the product is https it stays so. A page says more. */
export function safeHeaders(publicOrigin: string): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ...(publicOrigin.startsWith("https:") && { "strict-transport-security": `max-age=${YEAR}; includeSubDomains` }),
  };
}
