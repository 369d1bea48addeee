CREATE TABLE "surveys" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"input" jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"signalled" integer DEFAULT 0 NOT NULL,
	"after" text,
	"result" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"started_at" timestamptz(3),
	"finished_at" timestamptz(3),
	CONSTRAINT "surveys_kind" CHECK ("surveys"."kind" in ('replan','simulation','forecast')),
	CONSTRAINT "surveys_state" CHECK ("surveys"."state" in ('waiting','running','finished','cancelled'))
);
--> statement-breakpoint
ALTER TABLE "rule_sets" ADD COLUMN "staged_version" integer;--> statement-breakpoint
ALTER TABLE "rule_sets" ADD COLUMN "staged_units" jsonb;--> statement-breakpoint
CREATE INDEX "surveys_by_kind" ON "surveys" USING btree ("kind","created_at");--> statement-breakpoint
CREATE INDEX "charges_open_by_id" ON "charges" USING btree ("id") WHERE "charges"."status" = 'open';