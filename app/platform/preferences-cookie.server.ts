/** The Set-Cookie value that keeps how somebody wants to be shown things; nothing of it is private. */
export function preferencesCookie(value: string): string {
  return `nuanyi-shown=${encodeURIComponent(value)}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${400 * 86_400}`;
}
