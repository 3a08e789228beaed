package pinecone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxTries = 6
	// longestWait is how long a service may ask to be left alone.
	longestWait = time.Minute
)

// persist tries a call until it succeeds, fails for good or was tried often or long
// enough. It waits as long as the service asks, else a random time (all of it random,
// "full jitter") below a bound that doubles.
func (c *client) persist(ctx context.Context, r request, version string) (*answer, *failure) {
	policy := &backoff.ExponentialBackOff{
		InitialInterval: 250 * time.Millisecond, Multiplier: 2, MaxInterval: 15 * time.Second,
		RandomizationFactor: 1, // from zero to twice the interval
	}
	try := func() (*answer, error) {
		got, f := c.attempt(ctx, r, version)
		switch {
		case f == nil:
			return got, nil
		case f.after > longestWait:
			f.text = fmt.Sprintf("asks to be left alone for %s", f.after)
			return nil, backoff.Permanent(f)
		case !f.passing:
			return nil, backoff.Permanent(f)
		case f.after > 0:
			return nil, errors.Join(f, &backoff.RetryAfterError{Duration: f.after})
		default:
			return nil, f
		}
	}
	got, err := backoff.Retry(ctx, try, backoff.WithBackOff(policy),
		backoff.WithMaxTries(c.tries(r.endpoint.surface)), backoff.WithMaxElapsedTime(c.options.Patience))
	if err == nil {
		c.exhausted[r.endpoint.surface].Store(0)
		return got, nil
	}
	if f, ok := errors.AsType[*failure](err); ok {
		if f.passing {
			c.exhausted[r.endpoint.surface].Add(1)
		}
		return nil, f
	}
	return nil, interrupted(ctx, r.endpoint.name())
}

// tries is how often a call is tried. Where one after the other failed for good, the
// surface is down, and further calls are tried once.
func (c *client) tries(s surface) uint {
	if c.exhausted[s].Load() >= 5 {
		return 1
	}
	return maxTries
}

// waits is how long an answer asks to wait: a number of seconds, or a date, which is
// compared with the service's own clock where it shows it.
func (c *client) waits(response *http.Response) time.Duration {
	text := strings.TrimSpace(response.Header.Get("Retry-After"))
	if text == "" {
		return 0
	}
	if seconds, err := strconv.Atoi(text); err == nil {
		return time.Duration(max(0, min(seconds, int((24*time.Hour).Seconds())))) * time.Second
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(response.Header.Get("Date"))
	if err != nil {
		now = c.options.Now()
	}
	return max(0, until.Sub(now))
}

// isOfVersion says whether the service does not know the version that it was asked by.
func (f *failure) isOfVersion() bool {
	return f.status == http.StatusBadRequest && strings.Contains(strings.ToLower(f.text), "version")
}

func integer(value any) (int, bool) {
	var text string
	switch value := value.(type) {
	case json.Number:
		text = value.String()
	case string:
		text = value
	}
	number, err := strconv.Atoi(text)
	return number, err == nil
}
