// What a person sees while things are fetched: one line when a step starts, one when it has ended,
// and a sign of life in between.
const HEARTBEAT_MS = 10_000;

export class SetupError extends Error {}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs `work`, telling when it starts and how long it took. */
export async function step(title, work) {
  const started = Date.now();
  console.log(`• ${title} …`);
  const heartbeat = setInterval(
    () => console.log(`  … still at it: ${title} (${seconds(started)})`),
    HEARTBEAT_MS,
  );
  try {
    const result = await work();
    console.log(`✓ ${title} (${seconds(started)})`);
    return result;
  } catch (error) {
    console.log(`✗ ${title} (${seconds(started)})`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
