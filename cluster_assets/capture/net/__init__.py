"""Fetching pages over the network without hurting a host or being hurt by one."""
