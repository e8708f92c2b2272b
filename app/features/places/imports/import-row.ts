import { readDegrees } from "#app/platform/typed/typed-number.ts";
import { readWords } from "#app/platform/typed/typed-words.ts";
import { AMENITIES, isAmenity, type Amenity } from "#app/features/places/points/amenities.ts";
import { parseHoursText } from "#app/features/places/hours/hours-text.ts";
import type { Hours } from "#app/features/places/hours/opening.ts";
import { isPlace, type Place } from "#app/features/places/map/place.ts";
import { isPointKind, POINT_KINDS, type PointKind } from "#app/features/places/points/point.ts";

/** The heads of a table of points, in English and as Chinese tables call them. */
const HEADS = {
  external_id: ["external_id", "编号", "外部编号", "站点编号", "id"],
  name: ["name", "名称", "站点名称", "服务点名称", "驿站名称"],
  name_en: ["name_en", "英文名称", "英文名"],
  kinds: ["kinds", "kind", "类型", "站点类型", "类别"],
  address: ["address", "地址", "详细地址"],
  address_en: ["address_en", "英文地址"],
  district: ["district", "区", "区县", "所在区"],
  lat: ["lat", "latitude", "纬度"],
  lng: ["lng", "lon", "longitude", "经度"],
  hours: ["hours", "开放时间", "营业时间", "服务时间"],
  phone: ["phone", "电话", "联系电话"],
  amenities: ["amenities", "设施", "服务设施"],
  operator: ["operator", "运营单位", "主办单位", "建设单位"],
  landmark: ["landmark", "地标", "附近地标"],
  parking: ["parking", "停车", "停车说明"],
} satisfies Record<string, readonly string[]>;

// Words of a stranger's table are looked up in maps: a plain object knows `constructor` too.
const KIND_WORDS = new Map<string, PointKind>(
  Object.entries({
    骑手门诊: "rider-clinic",
    门诊: "rider-clinic",
    司机休息点: "rest-point",
    工会驿站: "rest-point",
    驿站: "rest-point",
    休息点: "rest-point",
    法律咨询点: "legal-desk",
    法律咨询: "legal-desk",
    劳务协作站: "labour-station",
    青年驿站: "youth-station",
    流动课堂: "classroom",
  }),
);
const AMENITY_WORDS = new Map<string, Amenity>(
  Object.entries({
    厕所: "toilet",
    卫生间: "toilet",
    热水: "hot-water",
    饮水: "hot-water",
    冷饮: "cold-drink",
    冰水: "cold-drink",
    充电: "charging",
    药箱: "medicine-box",
    空调: "air-conditioning",
    微波炉: "microwave",
    休息区: "rest-area",
    座椅: "rest-area",
    无线网: "wifi",
    WIFI: "wifi",
    电动车停放: "bike-parking",
    停车位: "car-parking",
    货车停车: "truck-parking",
    无障碍: "step-free",
    母婴室: "women-room",
    量血压: "blood-pressure",
    血压计: "blood-pressure",
  }),
);

/** One row of an import, understood. `place` is null when the row gives none. */
export interface ImportRow {
  externalId: string | null;
  name: string;
  name_en: string;
  kinds: PointKind[];
  address: string;
  address_en: string;
  district: string;
  place: Place | null;
  hours: Hours | null;
  phone: string;
  amenities: Amenity[];
  operator: string | null;
  landmark: string;
  parking: string;
}

/** What is wrong with a row: the head it stands under and why. */
export interface RowProblem {
  field: string;
  problem:
    | "missing"
    | "too-long"
    | "unknown-kind"
    | "unknown-amenity"
    | "not-a-number"
    | "out-of-range"
    | "half-a-place"
    | "hours-not-understood"
    | "control-characters"
    | "twice-in-file";
  value: string;
}

const LONGEST = 200;

/** Fields of one row → what it says, or everything that is wrong with it. */
export function parseImportRow(fields: Record<string, string>): { row: ImportRow } | { problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const say = (field: string, problem: RowProblem["problem"], value: string) =>
    problems.push({ field, problem, value: value.slice(0, 60) });
  const of = (field: keyof typeof HEADS): string => {
    const head = HEADS[field].find((name) => Object.hasOwn(fields, name));
    const read = readWords(head ? fields[head]! : "", LONGEST);
    if ("words" in read) return read.words;
    say(field, read.fault, read.fault === "too-long" ? fields[head!]! : "");
    return "";
  };
  const words = (text: string) =>
    text
      .split(/[、,，;；|/]/)
      .map((word) => word.trim())
      .filter(Boolean);

  const name = of("name");
  if (!name) say("name", "missing", "");
  const kinds = words(of("kinds")).flatMap((word) => {
    const kind = isPointKind(word) ? word : KIND_WORDS.get(word);
    if (!kind) say("kinds", "unknown-kind", word);
    return kind ? [kind] : [];
  });
  if (kinds.length === 0 && !problems.some(({ field }) => field === "kinds"))
    say("kinds", "missing", POINT_KINDS.join(" "));
  const amenities = words(of("amenities")).flatMap((word) => {
    const amenity = isAmenity(word) ? word : (AMENITY_WORDS.get(word.toUpperCase()) ?? AMENITY_WORDS.get(word));
    if (!amenity) say("amenities", "unknown-amenity", `${word} (${AMENITIES.length})`);
    return amenity ? [amenity] : [];
  });
  const hoursText = of("hours");
  const hours = hoursText ? parseHoursText(hoursText) : null;
  if (hours === undefined) say("hours", "hours-not-understood", hoursText);
  const place = placeOf(of("lat"), of("lng"), say);
  const rest = {
    externalId: of("external_id") || null,
    name,
    name_en: of("name_en"),
    address: of("address"),
    address_en: of("address_en"),
    district: of("district"),
    phone: of("phone"),
    operator: of("operator") || null,
    landmark: of("landmark"),
    parking: of("parking"),
  };
  if (problems.length > 0) return { problems };
  return {
    row: { ...rest, kinds: [...new Set(kinds)], amenities: [...new Set(amenities)], hours: hours ?? null, place },
  };
}

function placeOf(
  lat: string,
  lng: string,
  say: (field: string, problem: RowProblem["problem"], value: string) => void,
): Place | null {
  if (!lat && !lng) return null;
  if (!lat || !lng) {
    say(lat ? "lng" : "lat", "half-a-place", lat || lng);
    return null;
  }
  const place = { lat: readDegrees(lat) ?? NaN, lng: readDegrees(lng) ?? NaN };
  if (Number.isNaN(place.lat)) say("lat", "not-a-number", lat);
  if (Number.isNaN(place.lng)) say("lng", "not-a-number", lng);
  if (!Number.isNaN(place.lat) && !Number.isNaN(place.lng) && !isPlace(place))
    say("lat", "out-of-range", `${lat},${lng}`);
  return place;
}
