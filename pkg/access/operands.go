package access

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

type boolean bool

func readBool(text string, _ variables) matcher {
	switch {
	case strings.EqualFold(text, "true"):
		return boolean(true)
	case strings.EqualFold(text, "false"):
		return boolean(false)
	default:
		return nil
	}
}

func (b boolean) match(v value, _ *evaluation) truth {
	return truthOf(strings.EqualFold(v.text, strconv.FormatBool(bool(b))))
}

// number compares as integers where both are, since a float64 would round them.
type number struct {
	text  string
	order relation
}

func readNumber(order relation) func(string, variables) matcher {
	return func(text string, _ variables) matcher {
		if _, ok := parseDecimal(text); !ok {
			return nil
		}
		return &number{text, order}
	}
}

func (n *number) match(v value, _ *evaluation) truth {
	here, errHere := strconv.ParseInt(v.text, 10, 64)
	there, errThere := strconv.ParseInt(n.text, 10, 64)
	if errHere == nil && errThere == nil {
		return truthOf(n.order.holds(cmp.Compare(here, there)))
	}
	left, okLeft := parseDecimal(v.text)
	right, okRight := parseDecimal(n.text)
	return truthOf(okLeft && okRight && n.order.holds(cmp.Compare(left, right)))
}

// parseDecimal reads what JSON calls a number, so neither "inf" nor "0x1".
func parseDecimal(text string) (float64, bool) {
	if text == "" || strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

type date struct {
	at    time.Time
	order relation
}

func readDate(order relation) func(string, variables) matcher {
	return func(text string, _ variables) matcher {
		at, ok := parseTime(text)
		if !ok {
			return nil
		}
		return &date{at, order}
	}
}

func (d *date) match(v value, _ *evaluation) truth {
	at, ok := parseTime(v.text)
	return truthOf(ok && d.order.holds(at.Compare(d.at)))
}

// parseTime reads the W3C profile of ISO 8601, and seconds since 1970 as aws:EpochTime
// has them.
func parseTime(text string) (time.Time, bool) {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) > 4 {
		return time.Unix(seconds, 0), true
	}
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "2006-01", "2006",
	} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

type binary []byte

func readBinary(text string, _ variables) matcher {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return binary(data)
}

func (b binary) match(v value, _ *evaluation) truth {
	data, err := base64.StdEncoding.DecodeString(v.text)
	return truthOf(err == nil && bytes.Equal(data, b))
}

type network netip.Prefix

// readNetwork reads a CIDR range, or an address, which is a range of one.
func readNetwork(text string, _ variables) matcher {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		address, err := netip.ParseAddr(text)
		if err != nil || address.Zone() != "" {
			return nil
		}
		prefix = netip.PrefixFrom(address, address.BitLen())
	}
	return network(prefix.Masked())
}

func (n network) match(v value, _ *evaluation) truth {
	address, err := netip.ParseAddr(v.text)
	return truthOf(err == nil && netip.Prefix(n).Contains(address.Unmap().WithZone("")))
}
