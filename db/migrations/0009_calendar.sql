CREATE TABLE "holidays" (
	"id" text PRIMARY KEY NOT NULL,
	"date" date NOT NULL,
	"yearly" boolean NOT NULL,
	"name" text NOT NULL,
	"scope" jsonb NOT NULL,
	"scope_key" text NOT NULL,
	"day_key" text NOT NULL,
	"business" boolean NOT NULL,
	"sending" boolean NOT NULL,
	"source_version" bigint,
	"source_view" jsonb,
	"created_at" timestamptz(3) NOT NULL,
	"updated_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "windows_by_state" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "holidays_once" ON "holidays" USING btree ("scope_key","day_key");--> statement-breakpoint
CREATE INDEX "holidays_by_creation" ON "holidays" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "holidays_by_date" ON "holidays" USING btree ("date");--> statement-breakpoint
CREATE INDEX "customers_by_place" ON "customers" USING btree ("unit_id","state","city","status");