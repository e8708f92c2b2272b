/** Written by the readiness check to prove that the store takes writes. */
export interface HeartbeatsTable {
  name: string;
  at: string;
}
