// Prints "N passed, N failed" from Vitest's JSON report, and fails when anything did. Runs on any Node.
import { existsSync, readFileSync } from "node:fs";

const [reportPath, checkFailed] = process.argv.slice(2);
const report = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, "utf8")) : { testResults: [] };

// A file that does not even load has no tests that could fail: it counts as one failure itself.
const unloaded = report.testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.length === 0,
);
const results = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
const passed = results.filter((status) => status === "passed").length;
const skipped = results.filter((status) => status !== "passed" && status !== "failed").length;
const failedChecks = Number(checkFailed) + (existsSync(reportPath) ? 0 : 1);
const failed = results.length - passed - skipped + unloaded.length + failedChecks;

if (Number(checkFailed) > 0) console.log("npm run check failed, see above; it counts as one failure.");
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
