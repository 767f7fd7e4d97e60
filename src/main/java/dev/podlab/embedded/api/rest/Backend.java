package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.Admission;
import dev.podlab.embedded.api.NodeGateway;
import dev.podlab.embedded.api.ObjectDecoder;
import dev.podlab.embedded.api.OpenApi;
import dev.podlab.embedded.api.TablePrinter;
import dev.podlab.embedded.api.auth.Authorizer;
import dev.podlab.embedded.api.auth.Tokens;
import dev.podlab.embedded.store.ObjectStore;
import java.time.Clock;

/** What stands behind the REST API. */
public record Backend(
        ObjectStore store,
        Admission admission,
        ObjectDecoder decoder,
        TablePrinter printer,
        OpenApi openApi,
        NodeGateway nodes,
        Tokens tokens,
        Authorizer authorizer,
        Clock clock) {}
