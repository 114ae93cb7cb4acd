// Runs stories one after another on a fresh account and prints what became of each as one JSON object.
const ready = JSON.parse(process.env.EMULATOR);
const profile = process.argv[2];
const account = ready.accounts[profile];

async function control(verb, wish = {}) {
  const answer = await fetch(`${ready.control_url}/${verb}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wish),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${verb}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

const arrange = async (situation) =>
  (await control('arrange', { account: profile, situation })).values;

async function tell(stories) {
  const told = {};
  for (const [name, story] of Object.entries(stories)) {
    await control('reset', { account: profile });
    try {
      told[name] = { value: (await story()) ?? null };
    } catch (error) {
      told[name] = { error: error.payload ?? error.message };
    }
  }
  process.stdout.write(JSON.stringify(told));
}

module.exports = { ready, profile, account, control, arrange, tell };
