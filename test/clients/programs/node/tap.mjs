// Prints findings in the Test Anything Protocol.
let count = 0;

export async function check(name, body) {
  count += 1;
  try {
    await body();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    console.log(`not ok ${count} - ${name} # ${String(error.message).split('\n')[0]}`);
  }
}

export function end() {
  console.log(`1..${count}`);
}

export function expect(actual, wanted) {
  if (actual !== wanted) throw new Error(`expected ${wanted}, got ${actual}`);
}
