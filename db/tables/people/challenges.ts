/** A WebAuthn challenge that waits for its answer. */
export interface ChallengesTable {
  id: string;
  purpose: string;
  challenge: string;
  staff_id: string | null;
  expires_at: string;
}
