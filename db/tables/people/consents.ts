/** Which notice, in which version, a device agreed to. */
export interface ConsentsTable {
  id: string;
  device_id: string;
  purpose: string;
  version: string;
  given_at: string;
}
