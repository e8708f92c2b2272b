import { expect, test } from "vitest";
import { spokenText } from "#app/ui/spoken-text.ts";

test("what is read aloud says its units and pauses between parts", () => {
  expect(
    spokenText(["14 个服务点，近的在前", "六渡桥工会驿站", "直线 510 m\n南边", "", "骑手门诊 · 武汉市第四医院"], "zh"),
  ).toBe("14 个服务点，近的在前。六渡桥工会驿站。直线 510 米 南边。骑手门诊，武汉市第四医院");
  expect(spokenText(["Straight 1.2 km", "until 18:00 · free"], "en")).toBe(
    "Straight 1.2 kilometres. until 18:00, free",
  );
});
