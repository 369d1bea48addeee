CREATE TABLE "short_links" (
	"code" text PRIMARY KEY NOT NULL,
	"message_id" bigint NOT NULL,
	"place" smallint NOT NULL,
	"campaign_id" text,
	"target" text,
	"personal" boolean NOT NULL,
	"clicks" integer DEFAULT 0 NOT NULL,
	"first_click_at" timestamptz(3),
	"last_click_at" timestamptz(3),
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "short_links" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "link_origin" text;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "link_origin" text;--> statement-breakpoint
CREATE UNIQUE INDEX "short_links_once" ON "short_links" USING btree ("message_id","place");--> statement-breakpoint
CREATE INDEX "short_links_followed" ON "short_links" USING btree ("campaign_id") WHERE "short_links"."first_click_at" is not null;