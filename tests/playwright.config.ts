import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  outputDir: "e2e/results",
  timeout: 60_000,
  // Two files at a time on two cores: what comes is waited for, however busy the machine.
  expect: { timeout: 15_000 },
  // A file at a time each: most of what they do is wait.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  use: {
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    timezoneId: "Pacific/Chatham",
    launchOptions: {
      ...(process.env.NUANYI_CHROMIUM ? { executablePath: process.env.NUANYI_CHROMIUM } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
