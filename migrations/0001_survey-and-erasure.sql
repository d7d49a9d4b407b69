CREATE TABLE `survey_answers` (
	`cart_id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`reason` text NOT NULL,
	`words_sealed` text,
	`moment` text NOT NULL,
	`total_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`delivery_minor` integer,
	`stage` text NOT NULL,
	`device` text NOT NULL,
	`country` text,
	`language` text NOT NULL,
	`answered_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `survey_answers_answered` ON `survey_answers` (`store_id`,`answered_at`);--> statement-breakpoint
DROP INDEX `carts_idle`;--> statement-breakpoint
CREATE INDEX `carts_given_address` ON `carts` (`given_address_hash`,`store_id`) WHERE given_address_hash IS NOT NULL;--> statement-breakpoint
CREATE INDEX `carts_idle` ON `carts` (`store_id`,`idle_at`) WHERE idle_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `recovery_messages_due`;--> statement-breakpoint
CREATE INDEX `recovery_messages_due` ON `recovery_messages` (`store_id`,`due_at`) WHERE status = 'scheduled';--> statement-breakpoint
ALTER TABLE `contacts` ADD `name_sealed` text;--> statement-breakpoint
CREATE INDEX `cart_offers_cart` ON `cart_offers` (`cart_id`);--> statement-breakpoint
CREATE INDEX `orders_address` ON `orders` (`address_hash`,`store_id`) WHERE address_hash IS NOT NULL;--> statement-breakpoint
CREATE INDEX `recovery_links_cart` ON `recovery_links` (`cart_id`);