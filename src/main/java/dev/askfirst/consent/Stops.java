package dev.askfirst.consent;

import dev.askfirst.person.Addressee;
import dev.askfirst.person.Link;
import dev.askfirst.platform.Caller;
import dev.askfirst.policy.Scope;
import dev.askfirst.policy.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What a person can end from a link alone, without proving more than that they hold it. */
@ApplicationScoped
public class Stops {

    private final ActWriter writer;

    Stops(ActWriter writer) {
        this.writer = writer;
    }

    /** No more messages of the link's topic by its channel, at any of the person's addresses. */
    public void topic(Link link) {
        withdraw(link.addressee(), link.controller(), link.topic(), link.channel());
    }

    /** Nothing more from the link's controller that needs consent. */
    public void controller(Link link) {
        withdraw(link.addressee(), link.controller(), Scope.ALL, Scope.ALL);
    }

    /** Nothing more from anybody that needs consent. */
    public void everything(Link link) {
        withdraw(link.addressee(), Scope.ALL, Scope.ALL, Scope.ALL);
    }

    private void withdraw(Addressee who, String controller, String topic, String channel) {
        writer.write(List.of(new Act.No(
                Word.No.Kind.WITHDRAWAL,
                who,
                controller,
                topic,
                channel,
                false,
                false,
                Optional.empty(),
                Evidence.of(Evidence.Method.PAGE),
                Caller.LINK_HOLDER)));
    }
}
