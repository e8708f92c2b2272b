import type zh from "./messages.zh.ts";

export default {
  "rider.food-rider": "Food rider",
  "rider.courier": "Courier",
  "rider.taxi": "Taxi",
  "rider.ride-hail": "Ride-hail",
  "rider.truck": "Truck",
  "rider.other": "Others",
  "proof.uniform": "uniform",
  "proof.order-screen": "order screen",
  "proof.order-3-days": "an order within 3 days",
  "proof.driver-certificate": "driver certificate",
} satisfies Record<keyof typeof zh, string>;
