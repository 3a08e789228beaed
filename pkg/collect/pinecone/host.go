package pinecone

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// hosts are where each surface is.
type hosts struct {
	login, controller *url.URL
}

func newHosts(options Options) (hosts, error) {
	controller, err := parseBase("the controller's host", options.Controller)
	if err != nil {
		return hosts{}, err
	}
	login, err := parseBase("the OAuth host", options.OAuth)
	return hosts{login: login, controller: controller}, err
}

// parseBase reads a base URL, with https where it names no scheme.
func parseBase(what, text string) (*url.URL, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	base, err := url.Parse(text)
	switch {
	case err != nil || base.Hostname() == "" || base.User != nil || strings.Trim(base.Path, "/") != "" ||
		base.RawQuery != "" || base.Fragment != "":
		return nil, fmt.Errorf("%s is no base URL: write it as https://api.pinecone.io", what)
	case base.Scheme == "https", base.Scheme == "http" && isLocal(base.Hostname()):
		return &url.URL{Scheme: base.Scheme, Host: base.Host}, nil
	default:
		return nil, fmt.Errorf("%s must begin with https://: credentials are sent to it", what)
	}
}

func isLocal(name string) bool {
	address := net.ParseIP(name)
	return name == "localhost" || (address != nil && address.IsLoopback())
}

// index is the base URL of an index's data plane, as an IndexModel names it. It is false
// where the host is not one that an API key may be sent to.
func (h hosts) index(host string) (*url.URL, bool) {
	if !strings.Contains(host, "://") {
		scheme := "https"
		if name, _, _ := strings.Cut(host, ":"); name == h.controller.Hostname() {
			scheme = h.controller.Scheme
		}
		host = scheme + "://" + host
	}
	base, err := url.Parse(host)
	if err != nil || base.User != nil || strings.Trim(base.Path, "/") != "" {
		return nil, false
	}
	return &url.URL{Scheme: base.Scheme, Host: base.Host}, h.isIndex(base)
}

// isIndex says whether a host may be that of an index: one below pinecone.io, or another
// port of the controller, as with an emulator.
func (h hosts) isIndex(base *url.URL) bool {
	if base.Scheme == h.controller.Scheme && base.Hostname() == h.controller.Hostname() {
		return true
	}
	name := strings.ToLower(base.Hostname())
	return base.Scheme == "https" && strings.HasSuffix(name, snapshot.HostSuffix) && name != h.login.Hostname() &&
		(base.Port() == "" || base.Port() == "443")
}

// has says whether a URL is one of a surface's.
func (h hosts) has(s surface, at *url.URL) bool {
	switch s {
	case login:
		return sameHost(h.login, at)
	case admin, control:
		return sameHost(h.controller, at)
	case data:
		return h.isIndex(at)
	default:
		return false
	}
}

func sameHost(a, b *url.URL) bool { return a.Scheme == b.Scheme && a.Host == b.Host }
