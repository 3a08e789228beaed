package config

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// DurationPattern is what a [Duration] looks like.
const DurationPattern = "^([0-9]+(w|d|h|m|s))+$"

var (
	durationShape = lazyregexp.New(DurationPattern)
	durationPart  = lazyregexp.New("([0-9]+)([a-z])")
)

var errDuration = errors.New(
	"it must be a duration: a number and a unit, such as 60s, 24h or 90d (w, d, h, m and s are units)")

// Duration is a length of time. A day has 24 hours.
type Duration time.Duration

// UnmarshalText reads "90d", "24h" or "1h30m".
func (d *Duration) UnmarshalText(text []byte) error {
	if !durationShape().Match(text) {
		return errDuration
	}
	var total float64
	for _, part := range durationPart().FindAllStringSubmatch(string(text), -1) {
		count, err := strconv.ParseFloat(part[1], 64)
		if err != nil {
			return errDuration
		}
		total += count * float64(unit(part[2]))
	}
	if total >= math.MaxInt64 {
		return errors.New("it must be a duration of less than 290 years")
	}
	*d = Duration(total)
	return nil
}

func unit(name string) time.Duration {
	switch name {
	case "w":
		return 7 * 24 * time.Hour
	case "d":
		return 24 * time.Hour
	case "h":
		return time.Hour
	case "m":
		return time.Minute
	default:
		return time.Second
	}
}

// MarshalText writes hours, minutes and seconds only ("2160h", "1h30m"): the units that
// Go and Rego read.
func (d Duration) MarshalText() ([]byte, error) {
	seconds := int64(time.Duration(d) / time.Second)
	var out strings.Builder
	for _, part := range []struct {
		count int64
		unit  string
	}{{seconds / 3600, "h"}, {seconds / 60 % 60, "m"}, {seconds % 60, "s"}} {
		if part.count > 0 {
			fmt.Fprintf(&out, "%d%s", part.count, part.unit)
		}
	}
	if out.Len() == 0 {
		return []byte("0s"), nil
	}
	return []byte(out.String()), nil
}

// Days is the duration in days, rounded down.
func (d Duration) Days() int { return int(time.Duration(d) / (24 * time.Hour)) }

// Date is a day, written YYYY-MM-DD; empty where none is given.
type Date string

// UnmarshalText reads a day that exists.
func (d *Date) UnmarshalText(text []byte) error {
	if _, err := time.Parse(time.DateOnly, string(text)); err != nil {
		return errors.New("it must be a day that exists, written YYYY-MM-DD")
	}
	*d = Date(text)
	return nil
}

// MarshalText gives what was read.
func (d Date) MarshalText() ([]byte, error) { return []byte(d), nil }

// Over says whether the day is over everywhere that counts, which is in UTC. A day that
// is not given is never over.
func (d Date) Over(now time.Time) bool {
	day, err := time.Parse(time.DateOnly, string(d))
	return err == nil && !now.Before(day.AddDate(0, 0, 1))
}

// Left is how many days come after the one that it is now in UTC, until this one; negative
// where it is over.
func (d Date) Left(now time.Time) int {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return int(day.Sub(now.UTC().Truncate(24*time.Hour)) / (24 * time.Hour))
}

// Expiry is a day, or never.
type Expiry string

// Never is the [Expiry] of what does not expire.
const Never Expiry = "never"

// UnmarshalText reads a day or the word never.
func (e *Expiry) UnmarshalText(text []byte) error {
	if string(text) == string(Never) {
		*e = Never
		return nil
	}
	var day Date
	if day.UnmarshalText(text) != nil {
		return errors.New("it must be a day that exists, written YYYY-MM-DD, or never")
	}
	*e = Expiry(day)
	return nil
}

// MarshalText gives what was read.
func (e Expiry) MarshalText() ([]byte, error) { return []byte(e), nil }
