export default {
  "rider.food-rider": "外卖骑手",
  "rider.courier": "快递员",
  "rider.taxi": "出租车",
  "rider.ride-hail": "网约车",
  "rider.truck": "货车",
  "rider.other": "其他人",
  "proof.uniform": "工服",
  "proof.order-screen": "接单页",
  "proof.order-3-days": "3 天内的订单",
  "proof.driver-certificate": "从业资格证",
} as const;
