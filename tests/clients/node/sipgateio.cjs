// sipgate's own Node library, unmodified. It speaks to one fixed host; `https_proxy` leads it here.
const io = require('sipgateio');
const { account, profile, control, arrange, tell } = require('./told.cjs');

const client = io.sipgateIO({ tokenId: account.token_id, token: account.token });
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const NUMBER = '+4930231250001';
const history = io.createHistoryModule(client);
const contacts = io.createContactsModule(client);
const rtcm = io.createRTCMModule(client);
const settings = io.createSettingsModule(client);
const sms = io.createSMSModule(client);
const fax = io.createFaxModule(client);
const call = async () => ({ callId: (await arrange('an-established-call')).callId });
const running = async (id) => (await rtcm.getEstablishedCalls()).find((c) => c.callId === id.callId);
const card = 'BEGIN:VCARD\r\nVERSION:4.0\r\nN:Dorn;Dana;;;\r\nTEL:+4930231250007\r\nORG:Dorn;Sales\r\nEND:VCARD\r\n';
const person = { firstname: 'Dana', lastname: 'Dorn', phone: { number: '+4930231250007', type: ['home'] } };
const today = () => control('clock', { set: new Date().toISOString().replace('Z', '+00:00') });

tell({
  'who am i': () => client.getAuthenticatedWebuserId(),
  'web users': async () => (await client.getWebUsers()).map((user) => user.id),
  'history is dated': async () =>
    (await history.fetchAll({ types: ['FAX', 'SMS'] })).map((e) => e.created instanceof Date),
  'history of calls': async () => (await history.fetchAll({ types: ['CALL'] })).length > 0,
  'history between dates': async () =>
    (await history.fetchAll({ startDate: new Date('2026-11-01'), endDate: new Date('2026-11-02') })).length,
  'history by id': async () => (await history.fetchById((await history.fetchAll())[0].id)).id.length > 0,
  'history entry deleted': async () => {
    const [entry] = await history.fetchAll();
    await history.deleteById(entry.id);
    return (await history.fetchAll()).some((e) => e.id === entry.id);
  },
  'history entries deleted': async () => {
    const ids = (await history.fetchAll()).map((e) => e.id);
    await history.deleteByListOfIds(ids);
    return (await history.fetchAll()).length;
  },
  'history entries changed': async () => {
    const entries = await history.fetchAll();
    await history.batchUpdateEvents(entries, () => ({ starred: true, archived: true }));
    const found = await history.fetchAll({ starred: 'STARRED', archived: true });
    return found.length === entries.length;
  },
  'history note': async () => {
    await history.batchUpdateEvents((await history.fetchAll()).slice(0, 1), () => ({ note: 'called back' }));
    return (await history.fetchAll())[0].note;
  },
  'history as csv': async () => (await history.exportAsCsvString()).split('\n').length > 2,
  'fax lines': async () => (await fax.getFaxlines()).map((line) => line.id),
  'fax is sent': async () => {
    const { sessionId } = await fax.send({ to: NUMBER, fileContent: PDF, faxlineId: 'f0' });
    const before = await fax.getFaxStatus(sessionId);
    await control('clock', { advance: 600 });
    return [before, await fax.getFaxStatus(sessionId)];
  },
  'text extensions': async () => (await sms.getSmsExtensions('w0')).map((s) => s.id),
  'text is sent': async () => {
    await sms.send({ smsId: 's0', to: NUMBER, message: 'At nine' });
    return (await history.fetchAll({ types: ['SMS'], directions: ['OUTGOING'] }))[0].smsContent;
  },
  'text is scheduled': async () => {
    await today();
    const later = new Date(Date.now() + 3_600_000);
    await sms.send({ smsId: 's0', to: NUMBER, message: 'Tomorrow' }, later);
  },
  'text from a number nobody registered': () => sms.send({ from: '+4917139299999', to: NUMBER, message: 'x' }),
  'click to dial': async () =>
    (await io.createCallModule(client).initiate({ from: 'e0', to: NUMBER, deviceId: 'e0' })).sessionId.length > 0,
  'call is held': async () => {
    const id = await call();
    await rtcm.hold(id, true);
    return (await running(id)).hold;
  },
  'call is muted': async () => {
    const id = await call();
    await rtcm.mute(id, true);
    return (await running(id)).muted;
  },
  'call is recorded': async () => {
    const id = await call();
    await rtcm.record(id, { value: true, announcement: true });
    return (await running(id)).recording;
  },
  'keys are sent': async () => rtcm.sendDTMF(await call(), '*12#'),
  'call is announced to': async () => rtcm.announce(await call(), 'https://example.com/a.wav'),
  'call is transferred': async () => {
    const id = await call();
    await rtcm.transfer(id, { attended: false, phoneNumber: NUMBER });
    return (await running(id)) === undefined;
  },
  'call is hung up': async () => {
    const id = await call();
    await rtcm.hangUp(id);
    return (await running(id)) === undefined;
  },
  'numbers': async () => (await io.createNumbersModule(client).getAllNumbers()).items.length > 0,
  'voicemails': async () => (await io.createVoicemailsModule(client).getVoicemails()).length > 0,
  'devices': async () => (await io.createDevicesModule(client).getDevices('w0')).map((d) => d.id),
  'contact is created': async () => {
    await contacts.create(person, 'PRIVATE');
    return (await contacts.get('PRIVATE')).some((c) => c.name === 'Dana Dorn');
  },
  'contact is changed': async () => {
    await contacts.create(person, 'SHARED');
    const [mine] = (await contacts.get('SHARED')).filter((c) => c.name === 'Dana Dorn');
    await contacts.update({ ...mine, name: 'Dana Dohle' });
    return (await contacts.get('SHARED')).some((c) => c.name === 'Dana Dohle');
  },
  'contact is deleted': async () => {
    await contacts.create(person, 'SHARED');
    const [mine] = (await contacts.get('SHARED')).filter((c) => c.name === 'Dana Dorn');
    await contacts.delete(mine.id);
    return (await contacts.get('SHARED')).some((c) => c.name === 'Dana Dorn');
  },
  'private contacts are deleted': async () => {
    await contacts.create(person, 'PRIVATE');
    await contacts.deleteAllPrivate();
    return (await contacts.get('PRIVATE')).length;
  },
  'contacts from csv': async () => {
    await contacts.importFromCsvString('firstname,lastname,number\nDana,Dorn,+4930231250007\n');
    return (await contacts.get('ALL')).some((c) => c.name.includes('Dorn'));
  },
  'contact from a card': async () => {
    await contacts.importVCardString(card, 'PRIVATE');
    return (await contacts.get('PRIVATE')).some((c) => c.name === 'Dana Dorn');
  },
  'contacts as cards': async () => (await contacts.exportAsVCards('ALL')).length > 0,
  'contacts as csv': async () => (await contacts.exportAsCsv('ALL')).split('\n').length > 1,
  'contacts a page at a time': async () => {
    await contacts.create(person, 'PRIVATE');
    await contacts.create({ ...person, firstname: 'Dora' }, 'PRIVATE');
    return (await contacts.paginatedGet('ALL', { limit: 1, offset: 0 })).hasMore;
  },
  'webhook addresses': async () => {
    await settings.setIncomingUrl('https://hooks.example.com/in');
    await settings.setOutgoingUrl('https://hooks.example.com/out');
    await settings.setLog(true);
    const { incomingUrl, outgoingUrl, log } = await settings.getWebhookSettings();
    return [incomingUrl, outgoingUrl, log];
  },
  'webhook whitelist': async () => {
    await settings.setWhitelist(['g0', 'p0']);
    const chosen = (await settings.getWebhookSettings()).whitelist;
    await settings.clearWhitelist();
    const none = (await settings.getWebhookSettings()).whitelist;
    await settings.disableWhitelist();
    return [chosen, none, (await settings.getWebhookSettings()).whitelist];
  },
});
