import type { Amenity } from "#app/features/places/points/amenities.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import type { CivilTime } from "#app/time/civil.ts";
import type { Zone } from "#app/time/zone.ts";
import { EVERY_DAY, hoursOn, weekly, WORKDAYS, type SeedCity, type SeedPoint } from "./plan.ts";

// The clinic and its rules are real (press, 2025); its coordinates, its hours within the day, and every neighbour are invented.

const HAN = [[30.565, 114.0], [30.565, 114.17], [30.561, 114.22], [30.562, 114.258], [30.5635, 114.27], [30.566, 114.291]] as const;
const YANGTZE_UP = [[30.605, 114.335], [30.632, 114.352], [30.66, 114.41], [30.7, 114.45], [30.95, 114.6]] as const;
const YANGTZE_DOWN = [[30.549, 114.289], [30.533, 114.28], [30.47, 114.24], [30.4, 114.15], [30.2, 114.0]] as const;
const outline = (...parts: (readonly (readonly [number, number])[])[]) => parts.flat().map(([lat, lng]) => ({ lat, lng }));

const clinic: SeedPoint = {
  point: {
    name: "骑手门诊 · 武汉市第四医院", name_en: "Rider clinic · Wuhan No.4 Hospital", kinds: ["rider-clinic"],
    address: "硚口区武胜路（示例位置）", address_en: "Wusheng Road, Qiaokou (example location)", district: "硚口区",
    place: { lat: 30.5727, lng: 114.2706 }, landmark: "武胜路地铁站旁，门诊楼一楼绿色通道", landmark_en: "By Wusheng Road metro, green channel on the ground floor",
    photo: "/photos/clinic.svg",
    amenities: ["toilet", "hot-water", "air-conditioning", "step-free", "blood-pressure", "bike-parking"], dropIn: true,
    guide: "穿平台工服，或给导诊台看一眼接单页，就免挂号费、走绿色通道：分诊、检查、治疗一站办完。医院公众号菜单里也有「骑手门诊」入口。目标是 10 分钟内看完快诊。",
    guide_en: "Wear the platform's uniform, or show the order screen at the desk: registration is free and the green channel is yours, from triage to treatment. The hospital's own official account has a menu entry too. A quick diagnosis is meant to take 10 minutes.",
    parking: "电动车停门诊楼东侧非机动车棚，不要停救护车道。", parking_en: "Park e-bikes in the shed east of the building, never in the ambulance lane.",
    phone: "", urgent: true, hours: hoursOn("every-day", weekly(EVERY_DAY, "08:00-12:00", "13:30-18:00")),
    operator: { name: "武汉市第四医院", name_en: "Wuhan No.4 Hospital" },
  },
  services: [
    {
      name: "骑手门诊", name_en: "Rider clinic", minutes: 10, access: "both", book: "ours", forKinds: ["food-rider", "courier"],
      fee: "registration-free", feeNote: "免挂号费。检查、治疗按医院标准收费。", feeNote_en: "Registration is free. Examination and treatment are charged by the hospital.",
      proof: ["uniform", "order-screen"], bring: ["工服或接单页", "医保码（有的话）"], bring_en: ["uniform or order screen", "insurance code, if you have one"],
      rules: { quota: 60, noticeMinutes: 10, horizonDays: 7, cancelMinutes: 30 },
      topics: [
        { name: "膝盖痛", name_en: "Knee pain" }, { name: "腰背痛", name_en: "Back pain" }, { name: "手腕、肩颈", name_en: "Wrist, shoulder, neck" },
        { name: "摔伤、皮外伤", name_en: "Fall or wound" }, { name: "血压、慢病随访", name_en: "Blood pressure, follow-up", bring: ["正在吃的药"], bring_en: ["the medicine you take"] },
        { name: "别的", name_en: "Something else" },
      ],
      schedules: [
        { days: EVERY_DAY, from: "08:30" as CivilTime, to: "11:30" as CivilTime, slotMinutes: 10, capacity: 2, calendar: "every-day" },
        { days: EVERY_DAY, from: "14:00" as CivilTime, to: "17:30" as CivilTime, slotMinutes: 10, capacity: 2, calendar: "every-day" },
      ],
    },
    {
      name: "康复指导（护具、拉伸）", name_en: "Rehab advice (braces, stretches)", minutes: 20, access: "booking", book: "ours", forKinds: ["food-rider", "courier"],
      fee: "registration-free", feeNote: "指导免费，护具按价。", feeNote_en: "Advice is free, braces are not.", proof: ["uniform", "order-screen"],
      bring: ["上次的检查单"], bring_en: ["your last report"], rules: { quota: 12, noticeMinutes: 60, horizonDays: 14, cancelMinutes: 120 },
      topics: [{ name: "膝", name_en: "Knee" }, { name: "腰", name_en: "Back" }, { name: "腕", name_en: "Wrist" }],
      schedules: [{ days: WORKDAYS, from: "14:30" as CivilTime, to: "17:10" as CivilTime, slotMinutes: 20, capacity: 2, calendar: "workdays" }],
    },
    {
      name: "专科复查（医院自己的号）", name_en: "Specialist follow-up (the hospital's own numbers)", minutes: 15, access: "booking", book: "theirs",
      fee: "paid", feeNote: "按医院标准收费，号在医院公众号里约。", feeNote_en: "Charged by the hospital; numbers are given in its own official account.",
      proof: [], bring: ["身份证件"], bring_en: ["identity paper"],
    },
  ],
};

type Neighbour = [name: string, nameEn: string, kind: PointKind, lat: number, lng: number, address: string, district: string, amenities: Amenity[], hours: "day" | "long" | "all" | "office"];
const REST: Amenity[] = ["toilet", "hot-water", "charging", "rest-area", "microwave"];
const COOL: Amenity[] = [...REST, "air-conditioning", "cold-drink", "medicine-box"];

const NEIGHBOURS: Neighbour[] = [
  ["江汉路骑手驿站", "Jianghan Road rider station", "rest-point", 30.5806, 114.2872, "江汉路步行街北口 12 号", "江汉区", COOL, "long"],
  ["六渡桥工会驿站", "Liuduqiao union station", "rest-point", 30.5757, 114.2818, "中山大道 600 号", "江汉区", REST, "long"],
  ["武胜路加油站休息角", "Wusheng Road rest corner", "rest-point", 30.5741, 114.2689, "武胜路 88 号加油站内", "硚口区", ["toilet", "hot-water", "car-parking", "rest-area"], "all"],
  ["集家嘴工会驿站", "Jijiazui union station", "rest-point", 30.5687, 114.2826, "沿河大道 31 号", "江汉区", REST, "day"],
  ["汉正街快递驿站", "Hanzheng Street courier station", "rest-point", 30.5691, 114.2752, "汉正街 209 号", "硚口区", [...REST, "bike-parking"], "long"],
  ["王家墩骑手驿站", "Wangjiadun rider station", "rest-point", 30.5931, 114.2603, "云霞路 5 号", "江汉区", COOL, "long"],
  ["古田司机休息点", "Gutian drivers' rest point", "rest-point", 30.5952, 114.2105, "古田二路 20 号", "硚口区", ["toilet", "hot-water", "car-parking", "truck-parking", "rest-area", "air-conditioning"], "all"],
  ["汉口江滩暖心驿站", "Hankou riverside station", "rest-point", 30.5899, 114.3058, "沿江大道 188 号", "江岸区", [...COOL, "women-room"], "day"],
  ["二七路工会驿站", "Erqi Road union station", "rest-point", 30.6155, 114.3201, "二七路 40 号", "江岸区", REST, "day"],
  ["钟家村工会驿站", "Zhongjiacun union station", "rest-point", 30.5531, 114.2662, "汉阳大道 130 号", "汉阳区", COOL, "long"],
  ["王家湾骑手驿站", "Wangjiawan rider station", "rest-point", 30.5583, 114.2189, "龙阳大道 9 号", "汉阳区", REST, "long"],
  ["晴川桥头驿站", "Qingchuan bridgehead station", "rest-point", 30.5622, 114.2806, "晴川大道 2 号", "汉阳区", REST, "day"],
  ["司门口工会驿站", "Simenkou union station", "rest-point", 30.5467, 114.3031, "民主路 260 号", "武昌区", COOL, "long"],
  ["徐东骑手驿站", "Xudong rider station", "rest-point", 30.5916, 114.3456, "徐东大街 55 号", "洪山区", COOL, "long"],
  ["街道口快递员之家", "Jiedaokou couriers' home", "rest-point", 30.5302, 114.3538, "珞喻路 33 号", "洪山区", [...COOL, "wifi"], "long"],
  ["光谷骑手驿站", "Optics Valley rider station", "rest-point", 30.5061, 114.3987, "关山大道 1 号", "洪山区", COOL, "all"],
  ["江汉区劳务协作站", "Jianghan labour station", "labour-station", 30.5868, 114.2725, "新华路 25 号", "江汉区", ["toilet", "hot-water", "wifi", "step-free"], "office"],
  ["硚口区法律援助工作站", "Qiaokou legal aid desk", "legal-desk", 30.5819, 114.2641, "沿河大道 518 号", "硚口区", ["toilet", "hot-water", "step-free"], "office"],
  ["武昌青年驿站", "Wuchang youth station", "youth-station", 30.5341, 114.3142, "复兴路 8 号", "武昌区", ["toilet", "hot-water", "wifi", "rest-area"], "all"],
  ["花桥街流动课堂", "Huaqiao street classroom", "classroom", 30.6087, 114.2937, "花桥二路 3 号", "江岸区", ["toilet", "hot-water", "wifi"], "office"],
];

const HOURS = {
  day: hoursOn("every-day", weekly(EVERY_DAY, "09:00-18:00")),
  long: hoursOn("every-day", weekly(EVERY_DAY, "08:00-21:00")),
  all: hoursOn("every-day", weekly(EVERY_DAY, "00:00-24:00")),
  office: hoursOn("workdays", weekly(WORKDAYS, "09:00-12:00", "14:00-17:30")),
};

const SERVICES: Record<PointKind, SeedPoint["services"]> = {
  "rider-clinic": [],
  "rest-point": [{ name: "歇脚、喝水", name_en: "Rest and water", minutes: 15, access: "walk-in", fee: "free", feeNote: "水、充电、休息都免费。", feeNote_en: "Water, charging and rest are free." }],
  "labour-station": [{
    name: "求职与欠薪咨询", name_en: "Jobs and unpaid wages", minutes: 30, access: "both", fee: "free", feeNote: "免费，不收材料费。", feeNote_en: "Free.",
    bring: ["合同或接单记录", "工资流水"], bring_en: ["contract or order records", "pay records"],
    topics: [{ name: "找工作", name_en: "Find a job" }, { name: "欠薪", name_en: "Unpaid wages" }, { name: "工伤", name_en: "Work injury", bring: ["诊断书", "票据"], bring_en: ["diagnosis", "receipts"] }],
    rules: { quota: 16, noticeMinutes: 30, horizonDays: 14, cancelMinutes: 60 },
    schedules: [{ days: WORKDAYS, from: "09:00" as CivilTime, to: "12:00" as CivilTime, slotMinutes: 30, capacity: 2, calendar: "workdays" }, { days: WORKDAYS, from: "14:00" as CivilTime, to: "17:00" as CivilTime, slotMinutes: 30, capacity: 2, calendar: "workdays" }],
  }],
  "legal-desk": [{
    name: "法律咨询", name_en: "Legal advice", minutes: 20, access: "both", fee: "free", feeNote: "免费。", feeNote_en: "Free.", bring: ["有关的单据、截图"], bring_en: ["papers and screenshots"],
    topics: [{ name: "交通事故", name_en: "Traffic accident" }, { name: "平台扣罚", name_en: "Platform fines" }, { name: "劳动关系", name_en: "Employment" }],
    rules: { quota: 20, noticeMinutes: 30, horizonDays: 14, cancelMinutes: 60 },
    schedules: [{ days: [2, 4], from: "14:00" as CivilTime, to: "17:00" as CivilTime, slotMinutes: 20, capacity: 2, calendar: "workdays" }],
  }],
  "youth-station": [{ name: "免费住宿（7 晚以内）", name_en: "Free bed (up to 7 nights)", minutes: 30, access: "walk-in", book: "theirs", forKinds: ["other"], fee: "free", feeNote: "7 晚以内免费。", feeNote_en: "Free for up to 7 nights.", bring: ["身份证件"], bring_en: ["identity paper"] }],
  classroom: [{ name: "两小时微课：电动车安全", name_en: "Two-hour class: e-bike safety", minutes: 120, access: "booking", fee: "free", feeNote: "免费。", feeNote_en: "Free.", rules: { quota: 40, noticeMinutes: 60, horizonDays: 21, cancelMinutes: 120 }, schedules: [{ days: [3], from: "14:30" as CivilTime, to: "16:30" as CivilTime, slotMinutes: 120, capacity: 40, calendar: "workdays" }] }],
};

const PHOTOS: Partial<Record<PointKind, string>> = { "rest-point": "/photos/rest.svg", "legal-desk": "/photos/desk.svg", "labour-station": "/photos/desk.svg" };

export const wuhan: SeedCity = {
  plan: {
    city: { id: "wuhan", name: "武汉", name_en: "Wuhan", zone: "Asia/Shanghai" as Zone, centre: { lat: 30.58, lng: 114.28 }, example: true },
    banks: [
      { id: "wuhan-hankou", name: "汉口", name_en: "Hankou", outline: outline(HAN, YANGTZE_UP, [[30.95, 114.0]]) },
      { id: "wuhan-hanyang", name: "汉阳", name_en: "Hanyang", outline: outline(HAN, YANGTZE_DOWN) },
      { id: "wuhan-wuchang", name: "武昌", name_en: "Wuchang", outline: outline([[30.566, 114.291]], YANGTZE_UP, [[30.95, 114.95], [30.2, 114.95]], [...YANGTZE_DOWN].reverse()) },
    ],
    landmarks: [
      ["武胜路", "Wusheng Road", 30.5735, 114.2693], ["江汉路", "Jianghan Road", 30.5815, 114.288], ["汉口站", "Hankou station", 30.6185, 114.2505],
      ["循礼门", "Xunlimen", 30.5866, 114.2847], ["汉口江滩", "Hankou riverside", 30.5921, 114.3067], ["钟家村", "Zhongjiacun", 30.5537, 114.2676],
      ["武昌站", "Wuchang station", 30.5295, 114.3176], ["司门口", "Simenkou", 30.5472, 114.3018], ["光谷广场", "Optics Valley square", 30.5069, 114.3971],
      ["徐东", "Xudong", 30.5925, 114.344], ["古田", "Gutian", 30.596, 114.209], ["街道口", "Jiedaokou", 30.5297, 114.3532],
    ].map(([name, name_en, lat, lng]) => ({ id: `wuhan-${String(name_en).toLowerCase().replace(/\W+/g, "-")}`, name: String(name), name_en: String(name_en), place: { lat: Number(lat), lng: Number(lng) } })),
    peaks: [
      { riderKind: "food-rider", from: "11:00", to: "13:00" }, { riderKind: "food-rider", from: "17:00", to: "20:00" },
      { riderKind: "courier", from: "08:00", to: "10:30" }, { riderKind: "courier", from: "17:00", to: "19:00" },
      { riderKind: "taxi", from: "07:00", to: "09:30" }, { riderKind: "taxi", from: "17:00", to: "19:30" },
      { riderKind: "ride-hail", from: "07:00", to: "09:30" }, { riderKind: "ride-hail", from: "17:00", to: "19:30" },
    ],
  },
  points: [
    clinic,
    ...NEIGHBOURS.map(([name, name_en, kind, lat, lng, address, district, amenities, hours]): SeedPoint => ({
      point: {
        name, name_en, kinds: [kind], address: `${address}（示例）`, address_en: `${district} (example)`, district, place: { lat, lng },
        landmark: "门口有橙色「暖驿」牌", landmark_en: "Look for the orange lantern sign", photo: PHOTOS[kind] ?? null,
        amenities, dropIn: kind === "rest-point", guide: kind === "rest-point" ? "直接进，不用登记，不用买东西。水和充电在进门右手边。" : "进门先到咨询台，说一声「我是骑手」就行。",
        guide_en: kind === "rest-point" ? "Just walk in: no sign-up, nothing to buy. Water and charging are on the right." : "Go to the desk by the door and say that you are a rider.",
        parking: "电动车停门前黄线内，20 分钟内不贴条。", parking_en: "Park inside the yellow line; no ticket within 20 minutes.",
        phone: "", urgent: false, hours: HOURS[hours], operator: { name: `${district}总工会（示例）`, name_en: "District union (example)" },
      },
      services: SERVICES[kind],
    })),
  ],
  conveniences: [
    { kind: "toilet", name: "武胜路公厕", name_en: "Wusheng Road toilet", place: { lat: 30.5733, lng: 114.2712 }, parking: "门前可停电动车 5 分钟", parking_en: "E-bikes may stand 5 minutes" },
    { kind: "toilet", name: "地铁站 C 口公厕", name_en: "Toilet at metro exit C", place: { lat: 30.5738, lng: 114.2689 }, parking: "路口有 20 分钟出租车泊位", parking_en: "20-minute taxi bays at the crossing" },
    { kind: "food", name: "武胜路热干面", name_en: "Wusheng Road noodles", place: { lat: 30.5722, lng: 114.2721 }, parking: "后巷能停电动车", parking_en: "E-bikes in the back lane" },
    { kind: "food", name: "江汉路 10 元快餐", name_en: "Jianghan Road ¥10 meals", place: { lat: 30.5802, lng: 114.2866 }, parking: "步行街不能骑入，停北口", parking_en: "No riding in the pedestrian street; park at the north end" },
    { kind: "toilet", name: "江汉路北口公厕", name_en: "Jianghan Road toilet", place: { lat: 30.5811, lng: 114.2869 }, parking: "北口非机动车区", parking_en: "Bike area at the north end" },
  ],
  notices: [{ title: "示例城市，请不要按这里的地址出门", title_en: "Example city: do not set out by these addresses", body: "除武汉四医院骑手门诊的公开规则外，地点和时间都是编的。", body_en: "Apart from the clinic's published rules, places and times are invented." }],
};
