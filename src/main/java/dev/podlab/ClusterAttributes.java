package dev.podlab;

import dev.podlab.cluster.KubernetesCluster;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Gives every page {@code cluster} and, for short, {@code clusterState}. */
class ClusterAttributes implements HandlerInterceptor {

    private final KubernetesCluster cluster;
    private final MessageSource messages;

    ClusterAttributes(KubernetesCluster cluster, MessageSource messages) {
        this.cluster = cluster;
        this.messages = messages;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")) {
            ClusterView view = ClusterView.of(cluster.status(), messages, LocaleContextHolder.getLocale());
            page.addObject("cluster", view);
            page.addObject("clusterState", view.state());
        }
    }
}
