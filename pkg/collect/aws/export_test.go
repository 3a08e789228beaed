package aws

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Harness is what the collector makes of a configuration.
func Harness(config aws.Config, limits Limits) aws.Config {
	return harness(config, Options{Limits: limits}.withDefaults())
}

// Calls are the names of all calls, sorted.
func Calls() []string { return sortedKeys(operations()) }

// RetryDelay is the pause after an error.
func RetryDelay(err error, limits Limits) (time.Duration, error) {
	return newRetryer(limits.withDefaults()).RetryDelay(1, err)
}
