/** A code that shows that somebody holds a phone: six digits, five minutes, five tries, for one request only. */
export const PHONE_CODE = { digits: 6, minutes: 5, tries: 5 } as const;

/** Texts a day that all codes of a city may cost; beyond it nobody is sent one until the next day. */
export const CITY_CODES_A_DAY = 3000;
