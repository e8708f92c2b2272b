import type { Amenity } from "#app/features/places/points/amenities.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import type { CivilTime } from "#app/time/civil.ts";
import type { Zone } from "#app/time/zone.ts";
import { EVERY_DAY, hoursOn, weekly, WORKDAYS, type SeedCity, type SeedPoint } from "./plan.ts";

// The three-vehicle point, its windows and its Thursday are real (press, 2025); where it stands, the hours within Thursday, and every neighbour are invented.

const JIALING = [
  [29.75, 106.35],
  [29.62, 106.43],
  [29.575, 106.46],
  [29.556, 106.505],
  [29.562, 106.53],
  [29.5625, 106.555],
  [29.566, 106.575],
  [29.569, 106.589],
] as const;
const YANGTZE_UP = [
  [29.547, 106.575],
  [29.545, 106.55],
  [29.525, 106.525],
  [29.49, 106.5],
  [29.45, 106.45],
  [29.3, 106.35],
] as const;
const YANGTZE_DOWN = [
  [29.585, 106.6],
  [29.605, 106.625],
  [29.62, 106.66],
  [29.7, 106.8],
] as const;
const outline = (...parts: (readonly (readonly [number, number])[])[]) =>
  parts.flat().map(([lat, lng]) => ({ lat, lng }));

const DRIVERS = ["taxi", "ride-hail", "truck"] as const;

const threeVehicle: SeedPoint = {
  point: {
    name: "三车司机服务点",
    name_en: "Three-vehicle drivers' point",
    kinds: ["rest-point", "legal-desk"],
    address: "江北区红石路（示例位置）",
    address_en: "Hongshi Road, Jiangbei (example location)",
    district: "江北区",
    place: { lat: 29.5811, lng: 106.5312 },
    landmark: "路边蓝色岗亭对面，门口有「司机之家」灯箱",
    landmark_en: "Opposite the blue booth, a lit sign at the door",
    photo: "/photos/rest.svg",
    amenities: [
      "toilet",
      "hot-water",
      "cold-drink",
      "medicine-box",
      "air-conditioning",
      "rest-area",
      "car-parking",
      "truck-parking",
      "blood-pressure",
      "step-free",
    ],
    dropIn: true,
    guide:
      "直接进，不用预约，不用登记。有酸梅汤、茶、冰水和冰块，有一间凉快的休息区，可以量心率和血压，有药箱。两个窗口：一个问行业法规，一个聊身心。这里由交通执法的服务中心开办，但咨询不问姓名、不看车牌，问什么都不转给执法。",
    guide_en:
      "Just walk in, no booking and no sign-up. Sour-plum drink, tea, ice water and ice; a cool rest room; heart rate and blood pressure; a medicine box. Two windows: trade rules, and body and mind. It is run by a service centre of the traffic enforcement body, but advice needs no name and no plate, and nothing you ask reaches enforcement.",
    parking: "轿车停院内；货车限高 4.2 米、限重 30 吨，从后门进。路口有 20 分钟出租车泊位。",
    parking_en: "Cars in the yard; trucks up to 4.2 m and 30 t by the back gate. 20-minute taxi bays at the crossing.",
    phone: "",
    urgent: false,
    hours: hoursOn("workdays", weekly(WORKDAYS, "09:00-18:00")),
    operator: {
      name: "重庆市交通执法服务中心",
      name_en: "Service centre of Chongqing traffic enforcement",
      enforces: true,
    },
  },
  services: [
    {
      name: "清凉休息",
      name_en: "Cool rest room",
      minutes: 20,
      access: "walk-in",
      fee: "free",
      feeNote: "酸梅汤、茶、冰水都免费。",
      feeNote_en: "Drinks and ice are free.",
      forKinds: [...DRIVERS],
      proof: ["driver-certificate", "order-screen"],
    },
    {
      name: "量血压、心率",
      name_en: "Blood pressure and heart rate",
      minutes: 5,
      access: "walk-in",
      fee: "free",
      feeNote: "免费，结果只给你自己。",
      feeNote_en: "Free, the result is yours alone.",
      forKinds: [...DRIVERS],
    },
    {
      name: "周四法律咨询",
      name_en: "Thursday legal desk",
      minutes: 20,
      access: "both",
      book: "ours",
      forKinds: [...DRIVERS],
      fee: "free",
      feeNote: "公职律师、执法人员、从业人员一对一，免费。",
      feeNote_en: "One to one with a government lawyer, an officer or a trade person. Free.",
      proof: ["driver-certificate", "order-screen"],
      bring: ["罚单或通知书的照片（盖住姓名也行）"],
      bring_en: ["a photo of the notice (you may cover your name)"],
      topics: [
        {
          name: "超限超载罚款",
          name_en: "Overload or over-size fine",
          bring: ["过磅单、装载照片"],
          bring_en: ["weigh ticket, photo of the load"],
        },
        {
          name: "网约车合规",
          name_en: "Ride-hail compliance",
          bring: ["网约车证照片"],
          bring_en: ["photo of the ride-hail permit"],
        },
        { name: "运费拖欠", name_en: "Unpaid freight" },
        { name: "交通事故", name_en: "Accident" },
        { name: "别的", name_en: "Something else" },
      ],
      rules: { quota: 24, noticeMinutes: 30, horizonDays: 21, cancelMinutes: 60 },
      schedules: [
        {
          days: [4],
          from: "09:30" as CivilTime,
          to: "11:30" as CivilTime,
          slotMinutes: 20,
          capacity: 2,
          calendar: "workdays",
        },
        {
          days: [4],
          from: "14:30" as CivilTime,
          to: "17:30" as CivilTime,
          slotMinutes: 20,
          capacity: 2,
          calendar: "workdays",
        },
      ],
    },
    {
      name: "身心窗口（心理关怀）",
      name_en: "Body-and-mind window",
      minutes: 20,
      access: "walk-in",
      fee: "free",
      feeNote: "免费，不留名。",
      feeNote_en: "Free, no name.",
      forKinds: [...DRIVERS],
    },
  ],
};

type Neighbour = [
  name: string,
  nameEn: string,
  kind: PointKind,
  lat: number,
  lng: number,
  address: string,
  district: string,
  amenities: Amenity[],
];
const REST: Amenity[] = ["toilet", "hot-water", "charging", "rest-area"];

const NEIGHBOURS: Neighbour[] = [
  [
    "观音桥骑手驿站",
    "Guanyinqiao rider station",
    "rest-point",
    29.5747,
    106.5361,
    "建新北路 12 号",
    "江北区",
    [...REST, "air-conditioning", "cold-drink"],
  ],
  [
    "红旗河沟司机休息点",
    "Hongqihegou drivers' rest point",
    "rest-point",
    29.5863,
    106.5268,
    "红石路 60 号",
    "江北区",
    [...REST, "car-parking"],
  ],
  [
    "冉家坝工会驿站",
    "Ranjiaba union station",
    "rest-point",
    29.5952,
    106.5179,
    "龙山路 301 号",
    "渝北区",
    [...REST, "microwave", "wifi"],
  ],
  [
    "寸滩货车司机之家",
    "Cuntan truckers' home",
    "rest-point",
    29.6133,
    106.5937,
    "海尔路 88 号",
    "江北区",
    [...REST, "truck-parking", "car-parking", "air-conditioning"],
  ],
  [
    "解放碑工会驿站",
    "Jiefangbei union station",
    "rest-point",
    29.5581,
    106.5772,
    "民权路 20 号",
    "渝中区",
    [...REST, "air-conditioning", "medicine-box"],
  ],
  ["两路口快递驿站", "Lianglukou courier station", "rest-point", 29.5534, 106.5472, "中山三路 99 号", "渝中区", REST],
  [
    "大坪骑手驿站",
    "Daping rider station",
    "rest-point",
    29.5432,
    106.5163,
    "长江二路 121 号",
    "渝中区",
    [...REST, "microwave"],
  ],
  [
    "南坪工会驿站",
    "Nanping union station",
    "rest-point",
    29.5296,
    106.5698,
    "江南大道 8 号",
    "南岸区",
    [...REST, "air-conditioning"],
  ],
  [
    "弹子石司机休息点",
    "Danzishi drivers' rest point",
    "rest-point",
    29.5801,
    106.6098,
    "腾龙大道 6 号",
    "南岸区",
    [...REST, "car-parking"],
  ],
  [
    "江北区劳务协作站",
    "Jiangbei labour station",
    "labour-station",
    29.5711,
    106.5431,
    "金港新区 16 号",
    "江北区",
    ["toilet", "hot-water", "wifi"],
  ],
  [
    "渝北青年驿站",
    "Yubei youth station",
    "youth-station",
    29.6016,
    106.5402,
    "新牌坊 1 号",
    "渝北区",
    ["toilet", "hot-water", "wifi", "rest-area"],
  ],
];

export const chongqing: SeedCity = {
  plan: {
    city: {
      id: "chongqing",
      name: "重庆",
      name_en: "Chongqing",
      zone: "Asia/Shanghai" as Zone,
      centre: { lat: 29.577, lng: 106.533 },
      example: true,
    },
    banks: [
      {
        id: "chongqing-yuzhong",
        name: "渝中、沙坪坝",
        name_en: "Yuzhong, Shapingba",
        outline: outline(JIALING, YANGTZE_UP),
      },
      {
        id: "chongqing-jiangbei",
        name: "江北、渝北",
        name_en: "Jiangbei, Yubei",
        outline: outline(JIALING, YANGTZE_DOWN, [
          [29.95, 106.8],
          [29.95, 106.35],
        ]),
      },
      {
        id: "chongqing-nanan",
        name: "南岸、巴南",
        name_en: "Nan'an, Banan",
        outline: outline([[29.569, 106.589]], YANGTZE_DOWN, [[29.3, 106.8]], [...YANGTZE_UP].reverse()),
      },
    ],
    landmarks: [
      ["观音桥", "Guanyinqiao", 29.5753, 106.5352],
      ["红旗河沟", "Hongqihegou", 29.587, 106.5262],
      ["冉家坝", "Ranjiaba", 29.5946, 106.5172],
      ["解放碑", "Jiefangbei", 29.5587, 106.5784],
      ["两路口", "Lianglukou", 29.553, 106.5463],
      ["南坪", "Nanping", 29.5301, 106.5689],
      ["重庆北站", "Chongqing North", 29.6077, 106.5497],
      ["寸滩", "Cuntan", 29.612, 106.595],
      ["沙坪坝", "Shapingba", 29.5586, 106.4602],
    ].map(([name, name_en, lat, lng]) => ({
      id: `chongqing-${String(name_en).toLowerCase().replace(/\W+/g, "-")}`,
      name: String(name),
      name_en: String(name_en),
      place: { lat: Number(lat), lng: Number(lng) },
    })),
    peaks: [
      { riderKind: "food-rider", from: "11:00", to: "13:00" },
      { riderKind: "food-rider", from: "17:00", to: "20:00" },
      { riderKind: "taxi", from: "07:00", to: "09:30" },
      { riderKind: "taxi", from: "17:00", to: "19:30" },
      { riderKind: "ride-hail", from: "07:00", to: "09:30" },
      { riderKind: "ride-hail", from: "17:00", to: "19:30" },
      { riderKind: "truck", from: "06:00", to: "09:00" },
    ],
  },
  points: [
    threeVehicle,
    ...NEIGHBOURS.map(([name, name_en, kind, lat, lng, address, district, amenities]): SeedPoint => ({
      point: {
        name,
        name_en,
        kinds: [kind],
        address: `${address}（示例）`,
        address_en: `${district} (example)`,
        district,
        place: { lat, lng },
        landmark: "门口有橙色「暖驿」牌",
        landmark_en: "Look for the orange lantern sign",
        photo: kind === "rest-point" ? "/photos/rest.svg" : "/photos/desk.svg",
        amenities,
        dropIn: kind === "rest-point",
        guide: "直接进，不用登记，不用买东西。",
        guide_en: "Just walk in: no sign-up, nothing to buy.",
        parking: "门前黄线内可停 20 分钟。",
        parking_en: "Inside the yellow line, 20 minutes.",
        phone: "",
        urgent: false,
        hours:
          kind === "labour-station"
            ? hoursOn("workdays", weekly(WORKDAYS, "09:00-12:00", "14:00-17:30"))
            : hoursOn("every-day", weekly(EVERY_DAY, "08:00-22:00")),
        operator: { name: `${district}总工会（示例）`, name_en: "District union (example)" },
      },
      services: [
        {
          name:
            kind === "rest-point"
              ? "歇脚、喝水"
              : kind === "labour-station"
                ? "求职与欠薪咨询"
                : "免费住宿（7 晚以内）",
          name_en:
            kind === "rest-point"
              ? "Rest and water"
              : kind === "labour-station"
                ? "Jobs and unpaid wages"
                : "Free bed (up to 7 nights)",
          minutes: 20,
          access: "walk-in",
          fee: "free",
          feeNote: "免费。",
          feeNote_en: "Free.",
          forKinds: kind === "youth-station" ? ["other"] : [],
        },
      ],
    })),
  ],
  conveniences: [
    {
      kind: "toilet",
      name: "红石路公厕",
      name_en: "Hongshi Road toilet",
      place: { lat: 29.5816, lng: 106.5304 },
      parking: "路口 20 分钟出租车泊位",
      parking_en: "20-minute taxi bays at the crossing",
    },
    {
      kind: "food",
      name: "司机食堂",
      name_en: "Drivers' canteen",
      place: { lat: 29.5803, lng: 106.5327 },
      parking: "院内可停货车，限高 4.2 米",
      parking_en: "Trucks up to 4.2 m in the yard",
    },
    {
      kind: "food",
      name: "红石路小面",
      name_en: "Hongshi Road noodles",
      place: { lat: 29.5822, lng: 106.5319 },
      parking: "门前不能停",
      parking_en: "No stopping at the door",
    },
  ],
  notices: [
    {
      title: "示例城市，请不要按这里的地址出门",
      title_en: "Example city: do not set out by these addresses",
      body: "三车司机服务点的规则来自公开报道，位置和别的站点是编的。",
      body_en: "The three-vehicle point's rules come from the press, its location and the other points are invented.",
    },
  ],
};
