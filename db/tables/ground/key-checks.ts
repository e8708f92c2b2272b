/** What one of the installation's keys makes of a text that everybody knows: by it another's keys are told. */
export interface KeyChecksTable {
  name: string;
  made: string;
}
