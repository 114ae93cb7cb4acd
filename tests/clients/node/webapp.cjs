// The web app's own client, unmodified: every function that it has for the second version of the API.
const createClient = require('sipgate-rest-api-client-v2').default;
const { ready, account, control, arrange, tell } = require('./told.cjs');

console.warn = () => {}; // it warns of what it calls deprecated itself
const api = createClient(ready.base_url, account.access_token);
const NUMBER = '+4930231250001';
const FILE = Buffer.from('RIFF').toString('base64');
const items = async (promise) => (await promise).items;
const ids = async (promise) => (await items(promise)).map((each) => each.id);
const ownNumber = async () => (await items(api.getAllNumbers()))[0].number;
const last = (list) => list[list.length - 1];

tell({
  'who am i': async () => (await api.getUserInfo()).sub,
  'users, with a slash at the end': () => ids(api.getUsers()),
  'a user': async () => (await api.getUser('w0')).id,
  'role and location': async () => {
    await api.setUserRole('w1', true);
    await api.setUserLocation('w1', (await items(api.getAddresses()))[0].addressId);
    await api.setDefaultDevice('w0', 'e0');
    return (await api.getUser('w1')).admin;
  },
  'a user is deleted': async () => {
    await api.deleteUser('w2');
    return (await ids(api.getUsers())).includes('w2');
  },
  'account and balance': async () => [
    typeof (await api.getAccount()).company,
    Number.isInteger((await api.getBalance()).amount),
  ],
  'identity': async () => typeof (await api.getIdentityVerification()),
  'texts of an unknown language': async () => typeof (await api.getTranslations('xx')),
  'links, terms, properties, events': async () => {
    await api.fetchLinks();
    await api.getTacs();
    await api.getAppProperties();
    return Array.isArray((await api.getEvents()).items);
  },
  'call restrictions': async () => {
    const before = (await items(api.getCallRestrictions(['w0', 'w1'])))[0].roaming;
    await api.setCallRestrictions('w0', 'roaming', !before);
    return (await api.getCallRestrictions(['w0'])).roaming !== before;
  },
  'restrictions': async () => (await items(api.fetchRestrictions('w0', ['CAN_CREATE_REGISTER_DEVICE']))).length,
  'fax line': async () => {
    const { id } = await api.createFaxline('w0');
    await api.setFaxlineAlias('w0', id, 'Second fax');
    await api.setFaxlineTagline('w0', id, 'Amsel');
    await api.setFaxlineCallerId('w0', id, await ownNumber());
    await api.getFaxlineNumbers('w0', id);
    await api.getFaxlineCallerId('w0', id);
    const alias = last(await items(api.getFaxlines('w0'))).alias;
    await api.deleteFaxline('w0', id);
    return [alias, (await ids(api.getFaxlines('w0'))).includes(id)];
  },
  'phoneline': async () => {
    const { id } = await api.createPhoneline('w0');
    await api.setPhonelineAlias('w0', id, 'Weekend');
    await api.createPhonelineDevice('w0', id, 'e0');
    await api.changeForwarding('w0', id, [{ destination: NUMBER, timeout: 0, active: true }]);
    await api.setPhonelineBlockAnonymous('w0', id, true, 'VOICEMAIL');
    const devices = await ids(api.getPhonelineDevices('w0', id));
    const [forwarding] = await items(api.getPhonelineForwardings('w0', id));
    await api.getPhonelineNumbers('w0', id);
    await api.getPhonelineBlockAnonymous('w0', id);
    await api.deletePhonelineDevice('w0', id, 'e0');
    const { alias } = await api.getPhoneline('w0', id);
    await api.deletePhoneline('w0', id);
    return [alias, devices, forwarding.destination, (await ids(api.getPhonelines('w0'))).includes(id)];
  },
  'parallel forwarding': async () => {
    await api.createPhonelineParallelforwarding('w0', 'p0', 'Home', NUMBER);
    const [made] = await items(api.getPhonelineParallelforwardings('w0', 'p0'));
    await api.setPhonelineParallelforwarding('w0', 'p0', made.id, { ...made, alias: 'Away' });
    return (await items(api.getPhonelineParallelforwardings('w0', 'p0')))[0].alias;
  },
  'voicemail and greeting': async () => {
    const [voicemail] = (await api.getPhoneline('w0', 'p0')).voicemails;
    await api.setVoicemail('w0', 'p0', voicemail.id, true, 30, false);
    await api.createGreeting('w0', 'p0', voicemail.id, 'hello.wav', FILE);
    const greetings = () => items(api.getPhonelineVoicemailGreetings('w0', 'p0', voicemail.id));
    const made = last(await greetings());
    await api.activateGreeting('w0', 'p0', voicemail.id, made.id);
    const active = last(await greetings()).active;
    await api.deleteGreeting('w0', 'p0', voicemail.id, made.id);
    return [active, (await greetings()).some((each) => each.id === made.id)];
  },
  'voicemails': async () => (await api.getVoicemail((await ids(api.getVoicemails()))[0])).id.length > 0,
  'webhooks of a phoneline': async () => {
    const urls = { incomingUrl: 'https://hooks.example.com/p', outgoingUrl: '', log: true };
    await api.setSipgateIo('w0', 'p0', urls);
    await api.getSipgateIoLog('w0', 'p0');
    return (await api.getSipgateIo('w0', 'p0')).incomingUrl;
  },
  'webhooks': async () => {
    const urls = { ...(await api.getWebhooks()), incomingUrl: 'https://hooks.example.com/w' };
    await api.setWebhooks(urls);
    await api.getWebhooksLog();
    return (await api.getWebhooks()).incomingUrl;
  },
  'groups': async () => {
    const [group] = await items(api.getGroups('w0'));
    await api.getGroup(group.id);
    await api.getGroupNumbers(group.id);
    await api.getGroupVoicemail(group.id);
    await api.deleteGroupDevice(group.id, 'e0');
    await api.createGroupDevice(group.id, 'e0');
    return (await ids(api.getGroupUsers(group.id))).length;
  },
  'group fax lines': async () => {
    const [line] = await items(api.getGroupFaxline('w0'));
    await api.getGroupFaxlineNumbers(line.id);
    return (await api.getGroupFaxlineCallerId(line.id)).value.length > 0;
  },
  'register device': async () => {
    const { id } = await api.createDevice('w0', 'REGISTER');
    await api.setDeviceAlias(id, 'Conference room');
    await api.setDeviceSettings(id, true, (await items(api.getAddresses()))[0].addressId);
    await api.setLocalprefix(id, '030', true);
    await api.setSingleRowDisplay(id, true);
    await api.setTariffAnnouncement(id, true);
    await api.setCallerId(id, await ownNumber());
    await api.resetDevicePassword(id);
    const seen = [
      (await api.getDevice(id)).alias,
      (await api.getLocalprefix(id)).value,
      (await api.getSingleRowDisplay(id)).enabled,
      (await api.getTariffAnnouncement(id)).enabled,
      (await api.getCallerId(id)).value === (await ownNumber()),
    ];
    await api.deleteDevice(id);
    return [...seen, (await ids(api.getDevices('w0'))).includes(id)];
  },
  'external device': async () => {
    const { id } = await api.createDeviceExternal('w0', 'Workshop', NUMBER);
    await api.setTargetNumberForExternalDevice(id, '+4930231250002');
    await api.setIncomingCallDisplayForExternalDevice(id, 'CALLED_NUMBER');
    return (await api.getDevice(id)).number;
  },
  'contingents of a mobile device': async () => Array.isArray((await api.getContingents('w0', 'y0')).contingents),
  'automatic recording': async () => {
    await api.setAutoRecordingSetting('p0', true);
    return (await api.getAutoRecordingSetting('p0')).active;
  },
  'history': async () => {
    const [entry] = await items(api.getHistory({ limit: 5, types: ['FAX'] }));
    await api.updateHistoryEntry(entry.id, { archived: false, read: false, note: 'seen', starred: true });
    await api.updateHistoryEntries([{ id: entry.id, read: true }]);
    const { note, read, starred } = await api.getHistoryEntry(entry.id);
    await api.deleteHistoryEntries([entry.id]);
    return [note, read, starred, (await items(api.getHistory({ types: ['FAX'], limit: 5 }))).length];
  },
  'history as a file': async () => (await api.exportHistory(5)).size > 0,
  'an entry is deleted': async () => {
    const [id] = await ids(api.getHistory({ limit: 1 }));
    await api.deleteHistoryEntry(id);
    return (await ids(api.getHistory({ limit: 10 }))).includes(id);
  },
  'numbers': async () => {
    const [number] = await items(api.getAllNumbers());
    await api.setNumberRouting(number.id, 'f0');
    await api.getNumbers('w0');
    return (await items(api.getAllNumbers()))[0].endpointId;
  },
  'quick dial': async () => {
    await api.validateQuickDialNumbers('42');
    await api.createQuickDialNumber('w0', '42');
    const made = (await items(api.getAllNumbers())).find((each) => each.number === '42');
    await api.setQuickDialNumber('w1', made.id, '43');
    await api.deleteQuickDialNumber(made.id);
    return (await items(api.getAllNumbers())).some((each) => each.id === made.id);
  },
  'portings': async () => {
    const porting = (await items(api.getPortings())).find((each) => each.revocable);
    await api.getPorting(porting.id);
    await api.revokePorting(porting.id);
    return true;
  },
  'click to dial': async () => typeof (await api.initiateClickToDial('e0', NUMBER)).sessionId,
  'contacts': async () => {
    const card = { name: 'Dana Dorn', family: 'Dorn', given: 'Dana', scope: 'SHARED', numbers: [], emails: [], addresses: [] };
    await api.createContact(card);
    const made = (await items(api.getContacts())).find((each) => each.name === 'Dana Dorn');
    await api.getInternalContacts();
    await api.deleteContact(made.id);
    return (await ids(api.getContacts())).includes(made.id);
  },
  'contacts from csv': async () => {
    const csv = Buffer.from('firstname,lastname,number\nDana,Dorn,+4930231250007\n').toString('base64');
    await api.importContactsFromCSV(csv);
    await api.deleteAllContacts();
    return (await items(api.getContacts())).filter((each) => each.scope === 'PRIVATE').length;
  },
  'text extension': async () => {
    const [{ id }] = await items(api.fetchSms('w0'));
    await api.setSmsAlias('w0', id, 'Texts of Ada');
    await api.fetchSmsCallerIds('w0', id);
    await api.sendSms(id, NUMBER, 'See you');
    return (await items(api.fetchSms('w0')))[0].alias;
  },
  'fax': async () => {
    const { sessionId } = await api.sendFax('f0', NUMBER, 'a.pdf', Buffer.from('%PDF-1.4').toString('base64'));
    await control('clock', { advance: 600 });
    await api.resendFax('f0', sessionId);
    return (await api.getHistoryEntry(sessionId)).faxStatusType;
  },
  'notifications': async () => {
    await api.createFaxEmailNotification('w0', 'f0', 'ada@example.com', 'INCOMING');
    await api.createFaxReportNotification('w0', 'f0', 'ada@example.com');
    const faxes = async () =>
      (await api.getNotifications('w0')).fax.flatMap((line) => [...line.emails, ...line.reports]);
    const made = await faxes();
    for (const each of made) await api.deleteNotification('w0', each.id);
    return [made.length > 1, (await faxes()).length];
  },
  'blocked callers': async () => {
    const listed = async () => (await items(api.getIncomingBlacklistEntries())).map((e) => e.phoneNumber);
    await api.createIncomingBlacklistEntry('+4930231250042', true);
    const added = (await listed()).includes('+4930231250042');
    await api.deleteIncomingBlacklistEntry('+4930231250042');
    return [added, (await listed()).includes('+4930231250042')];
  },
  'oauth clients': async () => {
    const home = 'https://dialler.example.com';
    const urls = { redirectUris: [`${home}/back`], webOrigins: [home], privacyUrl: home, termsUrl: home };
    const wish = { name: 'Dialler', description: 'Dials', ...urls };
    await api.createOAuth2Client(wish);
    const made = last((await api.getOAuth2Clients()).data);
    await api.setOAuth2Client(made.clientId, { ...wish, name: 'Dialler 2' });
    await api.deleteOAuth2Client(made.clientId);
    return (await api.getOAuth2Clients()).data.some((each) => each.clientId === made.clientId);
  },
  'what no document knows': () => api.getProvisionedPhones(),
});
