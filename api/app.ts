import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Executor } from '../db/client.ts';
import { createCatalogueCache } from '../db/queries/catalogue.ts';
import type { Instant } from '../domain/instants.ts';
import { authenticate } from './auth.ts';
import type { ApiDeps, ApiEnv } from './context.ts';
import { answerProblem, bodyTooLarge, errorHandler, refuseInvalid } from './errors.ts';
import { describeApi } from './openapi.ts';
import { localeOf, Problem } from './problem.ts';
import { accessRoutes } from './routes/access.ts';
import { audienceRoutes } from './routes/audiences.ts';
import { auditTableRoutes } from './routes/audit-table.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { campaignActionRoutes } from './routes/campaign-actions.ts';
import { campaignFailureRoutes } from './routes/campaign-failures.ts';
import { campaignHistoryRoutes } from './routes/campaign-history.ts';
import { campaignRecipientRoutes } from './routes/campaign-recipients.ts';
import { campaignTableRoutes } from './routes/campaign-tables.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { chargeTableRoutes } from './routes/charge-table.ts';
import { chargeRoutes } from './routes/charges.ts';
import { customerTableRoutes } from './routes/customer-table.ts';
import { customerRoutes } from './routes/customers.ts';
import { docsRoutes } from './routes/docs.ts';
import { eventRoutes } from './routes/events.ts';
import { exclusionRoutes } from './routes/exclusions.ts';
import { exemptionRoutes } from './routes/exemptions.ts';
import { forecastRoutes } from './routes/forecast.ts';
import { gatewayRetirementRoutes } from './routes/gateway-retirement.ts';
import { gatewayTestRoutes } from './routes/gateway-tests.ts';
import { gatewayRoutes } from './routes/gateways.ts';
import { healthRoutes } from './routes/health.ts';
import { holdRoutes } from './routes/holds.ts';
import { holidayRoutes } from './routes/holidays.ts';
import { hookRoutes } from './routes/hooks.ts';
import { createImportRoutes } from './routes/imports.ts';
import { listRoutes, listRowsPath } from './routes/lists.ts';
import { meRoutes } from './routes/me.ts';
import { messageDecisionRoutes } from './routes/message-decisions.ts';
import { messageTableRoutes } from './routes/message-table.ts';
import { messageRoutes } from './routes/messages.ts';
import { mySessionRoutes } from './routes/my-sessions.ts';
import { optOutTableRoutes } from './routes/opt-out-tables.ts';
import { optOutRoutes } from './routes/opt-outs.ts';
import { passwordResetRoutes } from './routes/password-reset.ts';
import { pauseRoutes } from './routes/pause.ts';
import { paymentRoutes } from './routes/payments.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { phoneResultRoutes } from './routes/phone-results.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { rehearsalRoutes } from './routes/rehearsal.ts';
import { replyRoutes } from './routes/replies.ts';
import { replyTableRoutes } from './routes/reply-table.ts';
import { ruleSetVersionRoutes } from './routes/rule-set-versions.ts';
import { ruleSetRoutes } from './routes/rule-sets.ts';
import { savedFilterRoutes } from './routes/saved-filters.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { segmentRoutes } from './routes/segments.ts';
import { sentReportRoutes } from './routes/sent-reports.ts';
import { settingsRoutes } from './routes/settings.ts';
import { settlementRoutes } from './routes/settlement.ts';
import { shadowComparisonPath, shadowComparisonRoutes } from './routes/shadow-comparison.ts';
import { shortLinkRoutes } from './routes/short-links.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { stepRoutes } from './routes/steps.ts';
import { surveyRoutes } from './routes/surveys.ts';
import { templateLintRoutes } from './routes/template-lint.ts';
import { templateReachRoutes } from './routes/template-reach.ts';
import { templateVersionRoutes } from './routes/template-versions.ts';
import { templateRoutes } from './routes/templates.ts';
import { todayRoutes } from './routes/today.ts';
import { unitRoutes } from './routes/units.ts';
import { unsentReportRoutes } from './routes/unsent-reports.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { scheduleCharges } from './schedule-charges.ts';
import { answerHeaders } from './security-headers.ts';
import { refuseForeignOrigin } from './sign-in/same-origin.ts';
import { refuseUndeclared } from './undeclared.ts';
import { refuseUnstorableAddress, refuseUnstorableBody } from './unstorable-text.ts';

const mostBodyBytes = 1_000_000;

/** The whole HTTP API. It never listens: `server.ts` does, and tests call `request`. */
export function createApp(deps: ApiDeps) {
  const catalogue = createCatalogueCache(deps.db.db);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(errorHandler(deps));
  app.notFound((c) =>
    answerProblem(c, new Problem(404, 'not-found', { pt: `Não há nada em ${c.req.path}.`, en: `There is nothing at ${c.req.path}.` })),
  );
  app.use(async (c, next) => {
    c.set('locale', localeOf(c.req.header('Accept-Language')));
    await next();
  });
  app.use(answerHeaders);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allowed = methods.join(', ');
        const problem = new Problem(405, 'method-not-allowed', {
          pt: `${c.req.method} não existe em ${c.req.path}; existe ${allowed}.`,
          en: `${c.req.method} does not exist at ${c.req.path}; ${allowed} does.`,
        });
        const answer = answerProblem(c, problem);
        answer.headers.set('Allow', allowed);
        return answer;
      },
    }),
  );
  if (deps.console) app.use(deps.console);
  app.use(refuseUnstorableAddress);
  app.use('/v1/*', authenticate(deps));
  app.use('/auth/*', async (c, next) => {
    refuseForeignOrigin(deps, c);
    await next();
  });
  app.use('/hooks/*', smallBody);
  for (const path of ['/v1/*', '/auth/*']) {
    app.use(path, async (c, next) => (takesFiles(c.req.path) ? next() : smallBody(c, next)));
    app.use(path, async (c, next) => (takesFiles(c.req.path) ? next() : refuseUnstorableBody(c, next)));
    app.use(path, async (c, next) => {
      await next();
      c.header('Cache-Control', 'no-store');
    });
  }

  app.route('/', docsRoutes());
  const planned = {
    ...deps,
    catalogue,
    scheduleCharges: (tx: Executor, ids: string[], now: Instant) => scheduleCharges(tx, catalogue, ids, now),
  };
  const api = app
    .route('/', healthRoutes(deps))
    .route('/', signInRoutes(deps))
    .route('/', passwordResetRoutes(deps))
    .route('/', meRoutes(deps))
    .route('/', mySessionRoutes(deps))
    .route('/', savedFilterRoutes(deps))
    .route('/', secondFactorRoutes(deps))
    .route('/', userRoutes(deps))
    .route('/', eventRoutes(deps, catalogue))
    .route('/', unitRoutes(deps))
    .route('/', customerRoutes(deps))
    .route('/', customerTableRoutes(deps, catalogue))
    .route('/', phoneResultRoutes(deps))
    .route('/', personalDataRoutes(deps))
    .route('/', chargeRoutes(deps, catalogue))
    .route('/', chargeTableRoutes(deps, catalogue))
    .route('/', paymentRoutes(deps, catalogue))
    .route('/', rehearsalRoutes(deps, catalogue))
    .route('/', createImportRoutes(planned))
    .route('/', ruleSetRoutes(deps))
    .route('/', ruleSetVersionRoutes(deps))
    .route('/', templateRoutes(deps, catalogue))
    .route('/', templateVersionRoutes(deps))
    .route('/', templateReachRoutes(deps))
    .route('/', templateLintRoutes(deps, catalogue))
    .route('/', audienceRoutes(deps, catalogue))
    .route('/', segmentRoutes(deps))
    .route('/', listRoutes(planned))
    .route('/', campaignRoutes(deps, catalogue))
    .route('/', campaignActionRoutes(deps, catalogue))
    .route('/', campaignFailureRoutes(deps))
    .route('/', campaignHistoryRoutes(deps))
    .route('/', campaignRecipientRoutes(deps, catalogue))
    .route('/', campaignTableRoutes(deps, catalogue))
    .route('/', messageRoutes(deps, catalogue))
    .route('/', messageTableRoutes(deps, catalogue))
    .route('/', messageDecisionRoutes(deps, catalogue))
    .route('/', optOutRoutes(deps))
    .route('/', optOutTableRoutes(deps, catalogue))
    .route('/', replyRoutes(deps))
    .route('/', replyTableRoutes(deps, catalogue))
    .route('/', gatewayRoutes(deps))
    .route('/', gatewayRetirementRoutes(deps))
    .route('/', gatewayTestRoutes(deps))
    .route('/', settingsRoutes(deps))
    .route('/', pauseRoutes(deps, catalogue))
    .route('/', stepRoutes(deps, catalogue))
    .route('/', settlementRoutes(deps, catalogue))
    .route('/', holdRoutes(deps, catalogue))
    .route('/', exemptionRoutes(deps))
    .route('/', surveyRoutes(deps))
    .route('/', forecastRoutes(deps, catalogue))
    .route('/', unsentReportRoutes(deps, catalogue))
    .route('/', sentReportRoutes(deps, catalogue))
    .route('/', recoveryRoutes(deps, catalogue))
    .route('/', exclusionRoutes(deps, catalogue))
    .route('/', todayRoutes(deps))
    .route('/', shadowComparisonRoutes(deps, catalogue))
    .route('/', webhookRoutes(deps))
    .route('/', holidayRoutes(deps))
    .route('/', calendarRoutes(deps, catalogue))
    .route('/', accessRoutes(deps))
    .route('/', auditTableRoutes(deps, catalogue));
  // Outside the chain: its paths are no literals, and one such route takes the types from all others for whoever calls the API by them.
  app.route('/', hookRoutes(deps));
  app.route('/', shortLinkRoutes(deps));
  describeApi(app);
  refuseUndeclared(app);
  return api;
}

function takesFiles(path: string): boolean {
  return path.startsWith('/v1/import/') || listRowsPath.test(path) || path === shadowComparisonPath;
}

const smallBody = bodyLimit({
  maxSize: mostBodyBytes,
  onError: () => {
    throw bodyTooLarge();
  },
});
