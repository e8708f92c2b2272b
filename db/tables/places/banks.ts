/** A side of the rivers within a city; `outline` is JSON `[{lat, lng}, …]`. */
export interface BanksTable {
  id: string;
  city_id: string;
  name: string;
  name_en: string;
  outline: string;
}
